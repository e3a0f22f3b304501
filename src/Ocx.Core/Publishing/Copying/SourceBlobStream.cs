using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Copying;

/// <summary>A blob of another registry, which is asked for it when the first byte is wanted: a blob that is there already costs its source nothing.</summary>
internal sealed class SourceBlobStream(Func<CancellationToken, Task<Stream>> open) : ReadOnlyStream
{
    private Stream? _source;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _source ??= await open(cancellationToken);
        return await _source.ReadAsync(buffer, cancellationToken);
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
