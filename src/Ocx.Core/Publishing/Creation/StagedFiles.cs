using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Files that are written beside their places and moved there when all are complete. What was not moved is deleted at the end.</summary>
internal sealed class StagedFiles : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly List<(string Temporary, string File)> _files = [];

    /// <exception cref="OcxException">OCX3001, OCX3002.</exception>
    public FileStream Create(string file)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(file)!, $"{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}");
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

    /// <summary>In the order in which they were created; whoever finds the last one finds all.</summary>
    /// <exception cref="OcxException">OCX3001, OCX3002, OCX3012.</exception>
    public void Publish(bool overwrite)
    {
        while (_files is [var (temporary, file), ..])
        {
            try
            {
                WindowsRetry.Run(() => File.Move(temporary, file, overwrite));
                _files.RemoveAt(0);
            }
            catch (IOException exception) when (!overwrite && File.Exists(file))
            {
                throw new OcxException(StoreErrors.OutputExists, $"{file} exists already.", nextStep: StoreErrors.OutputExists.Remedy, innerException: exception);
            }
            catch (Exception exception) when (FileFailure.Is(exception))
            {
                throw FileFailure.From(exception, file, "write");
            }
        }
    }

    public void Dispose()
    {
        foreach (var (temporary, _) in _files)
        {
            File.Delete(temporary);
        }
    }
}
