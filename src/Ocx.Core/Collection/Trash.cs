using System.Security.Cryptography;
using Ocx.Core.Files;

namespace Ocx.Core.Collection;

/// <summary>
/// Where objects go by one rename each, to be deleted when nobody waits for it: a directory in <c>temp/</c>, locked like every other there.
/// If this program dies, the next collection deletes it.
/// </summary>
internal sealed class Trash : IDisposable
{
    private readonly string _path;
    private readonly FileLock _held;
    private readonly FailureLog _failures;
    private readonly List<(StoreObject Object, string Path)> _content = [];

    public Trash(string temporaryDirectory, FailureLog failures)
    {
        _failures = failures;
        _path = Path.Combine(temporaryDirectory, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        FileFailure.Guard(temporaryDirectory, "create", () => Directory.CreateDirectory(temporaryDirectory));
        _held = FileLock.TryAcquire(_path + ".lock", "deleting what nothing needs", deleteOnRelease: true)
            ?? throw FileFailure.From(new IOException("it is locked"), _path, "create");
        FileFailure.Guard(_path, "create", () => Directory.CreateDirectory(_path));
    }

    /// <summary>Takes an object from the store. One that does not go stays, and is reported.</summary>
    public void Take(StoreObject doomed)
    {
        var path = Path.Combine(_path, $"{_content.Count}");
        if (_failures.Try(doomed.Path, "delete", () => WindowsRetry.Run(() => Directory.Move(doomed.Path, path))))
        {
            _content.Add((doomed, path));
        }
    }

    /// <returns>What is gone.</returns>
    public IReadOnlyCollection<StoreObject> Empty()
    {
        var gone = new bool[_content.Count];
        Parallel.For(0, gone.Length, i => gone[i] = _failures.Try(_content[i].Path, "delete", () => DirectoryRemoval.Delete(_content[i].Path)));
        if (Array.TrueForAll(gone, went => went))
        {
            _failures.Try(_path, "delete", () => Directory.Delete(_path));
        }

        return [.. _content.Where((_, i) => gone[i]).Select(item => item.Object)];
    }

    public void Dispose() => _held.Dispose();
}
