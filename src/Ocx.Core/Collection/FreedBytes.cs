using Ocx.Core.Files;

namespace Ocx.Core.Collection;

/// <summary>What deleting several trees one after the other frees. A file with several names counts where its last name goes.</summary>
internal sealed class FreedBytes(FailureLog failures)
{
    private static readonly EnumerationOptions Files = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
    };

    private readonly Dictionary<(ulong, ulong), uint> _namesGone = [];

    /// <param name="path">A directory or a file.</param>
    public long Count(string path)
    {
        var bytes = 0L;
        failures.Try(path, "read", () =>
        {
            if (!Directory.Exists(path))
            {
                bytes += CountFile(path);
                return;
            }

            foreach (var file in Directory.EnumerateFiles(path, "*", Files))
            {
                bytes += CountFile(file);
            }
        });
        return bytes;
    }

    private long CountFile(string path)
    {
        if (LinkedFile.Of(path) is not { } file)
        {
            return 0;
        }

        var gone = file.Links == 1 ? 1 : _namesGone[file.Identity] = _namesGone.GetValueOrDefault(file.Identity) + 1;
        return gone == file.Links ? file.Length : 0;
    }
}
