using System.Globalization;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>
/// A file of data that is its own lock: nobody else has it open from the reading to the writing. It is written in place, since whoever waits for the
/// lock waits for this very file, and would write to a lost one if another took its name.
/// </summary>
internal sealed class LockedFile : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _stream;

    private LockedFile(FileStream stream) => _stream = stream;

    /// <summary>In bytes.</summary>
    public long Length => _stream.Length;

    /// <summary>Opens the file, an empty one if there is none, and waits for whoever has it open. Links are followed.</summary>
    /// <exception cref="OcxException">OCX3001, OCX3002, OCX3008.</exception>
    public static async Task<LockedFile> OpenAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                return file;
            }

            if (Environment.TickCount64 >= deadline)
            {
                throw new OcxException(
                    StoreErrors.LockTimeout,
                    string.Create(CultureInfo.InvariantCulture, $"'{path}' is still open in another process after {timeout.TotalSeconds:0.#} s."),
                    nextStep: StoreErrors.LockTimeout.Remedy);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    public byte[] ReadAllBytes()
    {
        var content = new byte[_stream.Length];
        _stream.Position = 0;
        _stream.ReadExactly(content);
        return content;
    }

    /// <summary>Replaces the content, and waits for the disk. Who is killed meanwhile may leave a mixture.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        _stream.Position = 0;
        _stream.Write(content);
        _stream.SetLength(content.Length);
        _stream.Flush(flushToDisk: true);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Null if somebody has it, or another file has taken its name meanwhile.</summary>
    private static LockedFile? TryOpen(string path)
    {
        try
        {
            var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            var stream = new FileStream(target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (FileLock.StillNames(target, stream))
            {
                return new(stream);
            }

            stream.Dispose();
            return null;
        }
        catch (IOException exception) when (FileLock.IsHeld(exception))
        {
            return null;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "open");
        }
    }
}
