using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Copying;

/// <summary>A blob of another registry, which is asked for it when the first byte is wanted: a blob that is there already costs its source nothing.</summary>
/// <param name="passed">Told how many bytes have come.</param>
internal sealed class SourceBlobStream(Func<CancellationToken, Task<Stream>> open, Action<int>? passed = null) : ReadOnlyStream
{
    private Stream? _source;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _source ??= await open(cancellationToken);
        var read = await _source.ReadAsync(buffer, cancellationToken);
        passed?.Invoke(read);
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_source is { } opened)
        {
            await opened.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source?.Dispose();
        }

        base.Dispose(disposing);
    }
}
