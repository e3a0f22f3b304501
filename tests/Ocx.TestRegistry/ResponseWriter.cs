using Microsoft.AspNetCore.Http;

namespace Ocx.Testing;

internal static class ResponseWriter
{
    private const int ChunkSize = 16 * 1024;
    private const int PieceSize = 64 * 1024;

    public static async Task WriteAsync(HttpContext context, RegistryResponse response, TestRegistryOptions options, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Latency + response.Delay, cancellationToken);
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
        await WriteBodyAsync(context.Response, body, options.BytesPerSecond, cancellationToken);
        await EndAsync(context, response, cancellationToken);
    }

    private static async Task WriteBodyAsync(HttpResponse response, ReadOnlyMemory<byte> body, int? bytesPerSecond, CancellationToken cancellationToken)
    {
        if (bytesPerSecond is not { } rate)
        {
            // In pieces, or the server would copy all of it before it sends the first byte.
            for (var sent = 0; sent < body.Length; sent += PieceSize)
            {
                await response.Body.WriteAsync(body[sent..Math.Min(sent + PieceSize, body.Length)], cancellationToken);
            }
        }
        else
        {
            for (var sent = 0; sent < body.Length; sent += ChunkSize)
            {
                var chunk = body[sent..Math.Min(sent + ChunkSize, body.Length)];
                await Task.Delay(TimeSpan.FromSeconds((double)chunk.Length / rate), cancellationToken);
                await response.Body.WriteAsync(chunk, cancellationToken);
            }
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
