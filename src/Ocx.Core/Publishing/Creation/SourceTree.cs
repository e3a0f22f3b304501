using Ocx.Core.Archives.Upstream;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Creation;

/// <summary>The files to pack: a directory as it is, or an archive, unpacked for as long as this lives.</summary>
internal sealed class SourceTree : IDisposable
{
    private readonly bool _isTemporary;

    private SourceTree(string directory, IReadOnlySet<string>? programs, bool isTemporary)
    {
        Directory = directory;
        Programs = programs;
        _isTemporary = isTemporary;
    }

    public string Directory { get; }

    /// <summary>Exactly these files are programs, by their paths from the directory, with '/'; null: as the files themselves say.</summary>
    public IReadOnlySet<string>? Programs { get; }

    /// <param name="temporary">Where there is room to unpack.</param>
    /// <exception cref="OcxException">OCX1022: nothing can be stripped from a directory. OCX3001, and what <see cref="UpstreamArchive"/> ends with.</exception>
    public static async Task<SourceTree> OpenAsync(CreateRequest request, string temporary, CancellationToken cancellationToken)
    {
        if (System.IO.Directory.Exists(request.Source))
        {
            return request.StripComponents is null
                ? new(request.Source, request.Programs, isTemporary: false)
                : throw new OcxException(
                    ProjectErrors.UsageInvalid,
                    $"`--strip-components` is for archives, and {request.Source} is a directory.",
                    nextStep: "Leave it out, and name the directory whose content is to be the package's.");
        }

        if (!File.Exists(request.Source))
        {
            throw new OcxException(
                StoreErrors.InputOutput,
                $"There is no directory or archive {request.Source}.",
                nextStep: "Name the directory that holds the package's files, or an archive of them.",
                exit: ExitCode.NotFound);
        }

        var directory = Path.Combine(temporary, $"{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}");
        FileFailure.Guard(directory, "create the directory", () => System.IO.Directory.CreateDirectory(directory));
        try
        {
            return new(directory, await UpstreamArchive.ExtractAsync(request.Source, directory, request.StripComponents ?? 0, cancellationToken), isTemporary: true);
        }
        catch
        {
            DirectoryRemoval.Delete(directory);
            throw;
        }
    }

    public void Dispose()
    {
        if (_isTemporary)
        {
            DirectoryRemoval.Delete(Directory);
        }
    }
}
