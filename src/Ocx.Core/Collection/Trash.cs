using System.Security.Cryptography;
using Ocx.Core.Files;

namespace Ocx.Core.Collection;

/// <summary>
/// Where objects go by one rename each, to be deleted when nobody waits for it: a directory in <c>temp/</c>, locked like every other there.
/// If this program dies, the next collection deletes it.
/// </summary>
internal sealed class Trash(string temporaryDirectory, FailureLog failures) : IDisposable
{
    private readonly string _path = Path.Combine(temporaryDirectory, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
    private readonly List<(StoreObject Object, string Path)> _content = [];
    private FileLock? _held;

    /// <summary>Takes an object from the store. One that does not go stays, and is reported.</summary>
    /// <returns>Whether it went.</returns>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002: nothing can be written to the temporary directory.</exception>
    public bool Take(StoreObject doomed)
    {
        Open();
        var path = Path.Combine(_path, $"{_content.Count}");
        if (!failures.Try(doomed.Path, "delete", () => WindowsRetry.Run(() => Directory.Move(doomed.Path, path))))
        {
            return false;
        }

        _content.Add((doomed, path));
        return true;
    }

    /// <returns>What is gone.</returns>
    public IReadOnlyCollection<StoreObject> Empty()
    {
        var gone = new bool[_content.Count];
        Parallel.For(0, gone.Length, i => gone[i] = failures.Try(_content[i].Path, "delete", () => DirectoryRemoval.Delete(_content[i].Path)));
        if (_held is not null && Array.TrueForAll(gone, went => went))
        {
            failures.Try(_path, "delete", () => Directory.Delete(_path));
        }

        return [.. _content.Where((_, i) => gone[i]).Select(item => item.Object)];
    }

    public void Dispose() => _held?.Dispose();

    private void Open()
    {
        if (_held is null)
        {
            FileFailure.Guard(temporaryDirectory, "create", () => Directory.CreateDirectory(temporaryDirectory));
            _held = FileLock.TryAcquire(_path + ".lock", "deleting what nothing needs", deleteOnRelease: true);
            FileFailure.Guard(_path, "create", () => Directory.CreateDirectory(_path));
        }
    }
}
