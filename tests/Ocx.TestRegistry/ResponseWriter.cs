using Microsoft.AspNetCore.Http;

namespace Ocx.Testing;

/// <param name="shared">What all answers share; null for none.</param>
internal sealed class ResponseWriter(TestRegistryOptions options, RateLimit? shared)
{
    private const int ChunkSize = 16 * 1024;
    private const int PieceSize = 64 * 1024;

    public async Task WriteAsync(HttpContext context, RegistryResponse response, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Latency + response.Delay, cancellationToken);
        await response.Until.WaitAsync(cancellationToken);
        if (response is { Ending: ResponseEnding.Reset or ResponseEnding.Stall, EndsAfter: 0 })
        {
            await EndAsync(context, response, cancellationToken);
            return;
        }

        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (response.Status != StatusCodes.Status204NoContent)
        {
            context.Response.ContentLength = response.Body.Length;
        }

        await context.Response.StartAsync(cancellationToken);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var body = response.Ending == ResponseEnding.Complete ? response.Body : response.Body[..Math.Min(response.EndsAfter, response.Body.Length)];
        await (response.BeforeEachByte is { } before
            ? WriteBytesAsync(context.Response, body, before, cancellationToken)
            : WriteBodyAsync(context.Response, body, cancellationToken));
        await EndAsync(context, response, cancellationToken);
    }

    private static async Task WriteBytesAsync(
        HttpResponse response, ReadOnlyMemory<byte> body, Func<CancellationToken, Task> beforeEach, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < body.Length; sent++)
        {
            await beforeEach(cancellationToken);
            await response.Body.WriteAsync(body.Slice(sent, 1), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private async Task WriteBodyAsync(HttpResponse response, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        RateLimit?[] limits = [options.BytesPerSecond is { } rate ? new(rate) : null, shared];
        var isLimited = limits.Any(limit => limit is not null);

        // In pieces, or the server would copy all of it before it sends the first byte.
        var size = isLimited ? ChunkSize : PieceSize;
        for (var sent = 0; sent < body.Length; sent += size)
        {
            var piece = body[sent..Math.Min(sent + size, body.Length)];
            foreach (var limit in limits.OfType<RateLimit>())
            {
                await limit.PassAsync(piece.Length, cancellationToken);
            }

            await response.Body.WriteAsync(piece, cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }

    private static async Task EndAsync(HttpContext context, RegistryResponse response, CancellationToken cancellationToken)
    {
        switch (response.Ending)
        {
            case ResponseEnding.Reset:
                context.Abort();
                break;
            case ResponseEnding.Stall:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            default:
                // The server itself closes the connection of an answer that is shorter than declared.
                break;
        }
    }
}
