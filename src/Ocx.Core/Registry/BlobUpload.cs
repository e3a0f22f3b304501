using System.Globalization;
using System.Net.Http.Headers;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Auth;

namespace Ocx.Core.Registry;

/// <summary>One attempt to upload a blob. No request carries more than a chunk, because some registries refuse bodies above 4 MiB.</summary>
/// <param name="sessions">Where upload sessions of the repository begin.</param>
internal sealed class BlobUpload(RegistryTransport transport, string registry, Uri sessions, Descriptor blob, string subject)
{
    private const int ChunkSize = 3 * 1024 * 1024;

    public async Task RunAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        await using var source = new VerifiedBlobStream(FileErrorStream.OpenSource(open, subject), blob, $"The source of {subject}");
        var buffer = new byte[Math.Min(ChunkSize, blob.Size)];
        var session = await SendAsync(HttpMethod.Post, sessions, null, cancellationToken);

        if (blob.Size <= ChunkSize)
        {
            await source.ReadExactlyAsync(buffer, cancellationToken);
            await source.CompleteAsync(cancellationToken);
            await FinishAsync(session, buffer, cancellationToken);
            return;
        }

        var sent = 0L;
        int read;
        while ((read = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            using var chunk = Content(buffer.AsMemory(0, read));
            // The distribution API leaves out the unit that HTTP's own header has.
            chunk.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{sent}-{sent + read - 1}"));
            session = await SendAsync(HttpMethod.Patch, session, chunk, cancellationToken);
            sent += read;
        }

        await FinishAsync(session, default, cancellationToken);
    }

    private static ReadOnlyMemoryContent Content(ReadOnlyMemory<byte> bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    private async Task FinishAsync(Uri session, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var separator = session.Query.Length == 0 ? '?' : '&';
        using var content = Content(body);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{session.AbsoluteUri}{separator}digest={blob.Digest}")) { Content = content };
        request.Options.Set(TokenScope.Origin, sessions);
        (await transport.WriteAsync(request, subject, cancellationToken)).Dispose();
    }

    /// <summary>Returns where the session goes on.</summary>
    private async Task<Uri> SendAsync(HttpMethod method, Uri address, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Options.Set(TokenScope.Origin, sessions);
        using var response = await transport.WriteAsync(request, subject, cancellationToken);
        if (response.Headers.Location is not { } location)
        {
            throw RegistryFailure.Unexpected(registry, subject, "named no place to continue the upload");
        }

        // Content and credentials go to the registry the user named, not to whom it points at.
        if (!Uri.TryCreate(address, location, out var next))
        {
            throw RegistryFailure.Unexpected(registry, subject, "named a place to continue the upload that is no address");
        }

        return next.Scheme == sessions.Scheme && next.Authority == sessions.Authority && next.UserInfo.Length == 0
            ? next
            : throw RegistryFailure.Unexpected(registry, subject, $"wants the upload continued on another host ({next.Scheme}://{next.Authority})");
    }
}
