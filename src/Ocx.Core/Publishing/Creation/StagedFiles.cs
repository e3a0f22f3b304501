using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Creation;

/// <summary>
/// Files that are written beside their places and moved there when all are complete: all or none, as far as moves of single files allow. What was there
/// before lies aside until then, and comes back if one cannot be moved. What was not moved is deleted at the end.
/// </summary>
internal sealed class StagedFiles : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly List<(string? Temporary, string File)> _files = [];

    /// <exception cref="OcxException">OCX3001, OCX3002.</exception>
    public FileStream Create(string file)
    {
        var temporary = Beside(file);
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
            _files.Add((temporary, file));
            return stream;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file, "write");
        }
    }

    /// <exception cref="OcxException">OCX3001, OCX3002.</exception>
    public void Write(string file, ReadOnlySpan<byte> content)
    {
        using var stream = Create(file);
        try
        {
            stream.Write(content);
            stream.Flush();
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file, "write");
        }
    }

    /// <summary>Has a file deleted with the others' publication, whether or not they may replace what is there.</summary>
    public void Remove(string file) => _files.Add((null, file));

    /// <summary>In the order in which they were created; whoever finds the last one finds all.</summary>
    /// <exception cref="OcxException">OCX3001, OCX3002, OCX3012: everything is as it was.</exception>
    public void Publish(bool overwrite)
    {
        var moved = new FileMoves();
        foreach (var (temporary, file) in _files)
        {
            try
            {
                if ((overwrite || temporary is null) && File.Exists(file))
                {
                    moved.Move(file, Beside(file), isFormer: true);
                }

                if (temporary is not null)
                {
                    moved.Move(temporary, file);
                }
            }
            catch (Exception exception) when (FileFailure.Is(exception))
            {
                var failure = temporary is not null && !overwrite && File.Exists(file)
                    ? new OcxException(StoreErrors.OutputExists, $"{file} exists already.", innerException: exception)
                    : FileFailure.From(exception, file, temporary is null ? "delete" : "write");
                throw moved.Undo() is { } left ? new OcxException(failure.Code, $"{failure.Message} {left}", nextStep: failure.NextStep, innerException: failure) : failure;
            }
        }

        moved.DeleteFormer();
        _files.Clear();
    }

    public void Dispose()
    {
        foreach (var (temporary, _) in _files)
        {
            FileMoves.Discard(temporary);
        }
    }

    private static string Beside(string file) => Path.Combine(Path.GetDirectoryName(file)!, $"{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}");
}
