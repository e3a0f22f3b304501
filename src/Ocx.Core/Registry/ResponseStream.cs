using Ocx.Core.Files;

namespace Ocx.Core.Registry;

/// <summary>
/// The body of an answer. A broken connection is OCX2007. One that is waited for too long is OCX2001: bytes that drip in one by one buy no time,
/// and what the reader does between reads costs none.
/// </summary>
internal sealed class ResponseStream(Stream inner, HttpResponseMessage response, string registry, string subject, TimeProvider time) : ReadOnlyStream
{
    /// <summary>Bytes for which there is one time-out.</summary>
    private const int Stretch = 16 * 1024;

    private readonly CancellationTokenSource _stalled = new(Timeout.InfiniteTimeSpan, time);
    private TimeSpan _waited;
    private int _came;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var cancellation = cancellationToken.UnsafeRegister(static stalled => ((CancellationTokenSource)stalled!).Cancel(), _stalled);
        var since = time.GetTimestamp();
        _stalled.CancelAfter(TimeSpan.FromTicks(Math.Max(0, (RegistryTransport.ReadTimeout - _waited).Ticks)));
        try
        {
            var read = await inner.ReadAsync(buffer, _stalled.Token);
            _came += read;
            _waited = _came < Stretch ? _waited + time.GetElapsedTime(since) : TimeSpan.Zero;
            _came = _came < Stretch ? _came : 0;
            return read;
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
            var asked = response.RequestMessage;
            throw RegistryFailure.Truncated(
                $"The answer of {registry} for {subject}", ServerText.Of(exception.Message, asked), ServerText.Safe(exception, asked));
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
