using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Registry;

/// <summary>A file that says whose it is when it cannot be read.</summary>
/// <param name="inner">Disposed with this stream.</param>
/// <param name="path">For messages, as <paramref name="action"/> of <see cref="FileFailure.From"/>.</param>
internal sealed class FileErrorStream(Stream inner, string path, string action) : ReadOnlyStream
{
    /// <summary>Opens what is read to be sent to a registry.</summary>
    /// <param name="subject">What it becomes there, for messages.</param>
    /// <exception cref="OcxException">OCX3001, OCX3002: it cannot be opened.</exception>
    public static Stream OpenSource(Func<Stream> open, string subject)
    {
        var source = $"the source of {subject}";
        try
        {
            return new FileErrorStream(open(), source, "read");
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, source, "read");
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, action);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, action);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
