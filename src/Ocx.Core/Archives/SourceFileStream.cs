using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>
/// A file that is packed: what the system refuses names it, not what is made of it. Its size stands in the archive before its content does, so that
/// one which has another size meanwhile ends the work.
/// </summary>
internal sealed class SourceFileStream : Stream
{
    private readonly FileStream _file;
    private readonly string _path;
    private long _position;

    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>; so does reading.</exception>
    public SourceFileStream(string path)
    {
        _path = path;
        _file = Guard(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        Length = Guard(() => _file.Length);
    }

    public override bool CanRead => true;

    /// <summary>So that the archive's writer asks for the length, and does not hold the content in memory to learn it.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>When the file was opened, in bytes.</summary>
    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc cref="ExecutableFiles.IsExecutable"/>
    public bool IsExecutable => Guard(() => ExecutableFiles.IsExecutable(_file));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(_file.Read(buffer), buffer.Length);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw Failed(exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await _file.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw Failed(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read, int wanted)
    {
        _position += read;
        return _position <= Length && (read > 0 || wanted == 0 || _position == Length) ? read : throw new OcxException(
            StoreErrors.InputOutput,
            $"'{_path}' became {(_position < Length ? "shorter" : "longer")} while it was packed.",
            nextStep: "Pack it when nothing writes to it any more.");
    }

    private T Guard<T>(Func<T> work) => FileFailure.Guard(_path, "read", work);

    private OcxException Failed(Exception exception) => FileFailure.From(exception, _path, "read");
}
