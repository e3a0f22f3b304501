using Ocx.Core.Files;

namespace Ocx.Core.Registry;

/// <summary>The body of an answer. Each read has a time-out; a broken connection is OCX2007, a stalled one OCX2001.</summary>
internal sealed class ResponseStream(Stream inner, HttpResponseMessage response, string registry, string subject, TimeProvider time) : ReadOnlyStream
{
    private readonly CancellationTokenSource _stalled = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Waits for the asynchronous read: only that one can be interrupted.</summary>
    public override int Read(Span<byte> buffer)
    {
        var copy = new byte[buffer.Length];
        var read = ReadAsync(copy).AsTask().GetAwaiter().GetResult();
        copy.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var cancellation = cancellationToken.UnsafeRegister(static stalled => ((CancellationTokenSource)stalled!).Cancel(), _stalled);
        _stalled.CancelAfter(RegistryTransport.ReadTimeout);
        try
        {
            return await inner.ReadAsync(buffer, _stalled.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw RegistryFailure.TimedOut(registry, subject, exception);
        }
        catch (IOException exception)
        {
            throw RegistryFailure.Truncated($"The answer of {registry} for {subject}", exception.Message, exception);
        }
        finally
        {
            _stalled.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
            _stalled.Dispose();
        }

        base.Dispose(disposing);
    }
}
