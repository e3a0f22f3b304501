using System.Net;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>One attempt to upload a blob. What is large goes in chunks, because some registries refuse bodies above 4 MiB.</summary>
/// <param name="sessions">Where upload sessions of the repository begin.</param>
internal sealed class BlobUpload(RegistryTransport transport, string registry, Uri sessions, Descriptor blob, string subject, TimeProvider time)
{
    private const int ChunkSize = 3 * 1024 * 1024;
    private const int LargestBody = 4 * 1024 * 1024;

    private readonly UploadSession _session = new(transport, registry, sessions, subject);

    /// <summary>Asks for the blob of another repository, or for a place to upload it to.</summary>
    /// <param name="mountFrom">The other repository; null: none.</param>
    public async Task<(bool IsMounted, Uri? Place)> BeginAsync(string? mountFrom, CancellationToken cancellationToken)
    {
        var address = mountFrom is null ? sessions : new Uri($"{sessions}?mount={blob.Digest}&from={Uri.EscapeDataString(mountFrom)}");
        try
        {
            using var response = await _session.SendAsync(HttpMethod.Post, address, null, cancellationToken, mountFrom: mountFrom);
            return mountFrom is not null && response.StatusCode == HttpStatusCode.Created ? (true, null) : (false, _session.Next(address, response));
        }
        catch (OcxException failure) when (mountFrom is not null && !RegistryRetry.IsTransient(failure) && IsRefusal(failure.Code))
        {
            // Whoever may not read the other repository, or asks a registry that cannot do this, sends the bytes.
            return await BeginAsync(null, cancellationToken);
        }
    }

    public async Task<BlobPush> RunAsync(Func<Stream> open, string? mountFrom, CancellationToken cancellationToken)
    {
        var (isMounted, place) = await BeginAsync(mountFrom, cancellationToken);
        if (isMounted)
        {
            return BlobPush.Mounted;
        }

        await using var source = new VerifiedBlobStream(FileErrorStream.OpenSource(open, subject), blob, $"The source of {subject}");
        if (blob.Size <= LargestBody)
        {
            var body = new byte[blob.Size];
            await source.ReadExactlyAsync(body, cancellationToken);
            await source.CompleteAsync(cancellationToken);
            await FinishAsync(place!, body, cancellationToken);
        }
        else
        {
            await FinishAsync(await SendChunksAsync(source, place!, cancellationToken), default, cancellationToken);
        }

        return BlobPush.Uploaded;
    }

    private static bool IsRefusal(ErrorCode code) => code == RegistryErrors.AccessDenied || code == RegistryErrors.NotFound
        || code == RegistryErrors.RegistryReadOnly || code == RegistryErrors.UnexpectedAnswer;

    /// <returns>Where the session ends.</returns>
    private async Task<Uri> SendChunksAsync(VerifiedBlobStream source, Uri place, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkSize];
        var sent = 0L;
        while (await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
        {
            place = await new ChunkUpload(_session, sent, buffer.AsMemory(0, read), time).RunAsync(place, cancellationToken);
            sent += read;
        }

        return place;
    }

    private async Task FinishAsync(Uri place, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var separator = place.Query.Length == 0 ? '?' : '&';
        (await _session.SendAsync(HttpMethod.Put, new Uri($"{place.AbsoluteUri}{separator}digest={blob.Digest}"), body, cancellationToken)).Dispose();
    }
}
