using System.Net;
using System.Net.Http.Headers;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry.Blobs;

/// <summary>One blob of a registry, to be had in whole or in part. Offsets are bytes of the blob.</summary>
/// <param name="registry">For messages, as <paramref name="subject"/>.</param>
internal sealed class BlobSource(RegistryTransport transport, string registry, Uri address, Descriptor blob, string subject)
{
    /// <summary>What may be transferred again, in all, from a registry that knows no ranges.</summary>
    private const long MaximumAgain = 8 * 1024 * 1024;

    private long _again;

    public long Size => blob.Size;

    /// <summary>All of the blob, and whether the registry says that it serves parts too; null when there is no such blob.</summary>
    public async Task<(Stream Body, bool InParts)?> OpenAsync(CancellationToken cancellationToken)
    {
        var response = await transport.FindAsync(HttpMethod.Get, address, subject, cancellationToken);
        return response is null
            ? null
            : (await transport.OpenBodyAsync(response, subject, cancellationToken), response.Headers.AcceptRanges.Contains("bytes"));
    }

    /// <summary>Opens the bytes from <paramref name="start"/> to before <paramref name="end"/>; a registry may give fewer.</summary>
    /// <param name="apart">On a connection that is not shared with other requests, and only from a registry that serves ranges.</param>
    /// <exception cref="OcxException">OCX2005: it gave something else. OCX2007: it serves no ranges, and too much would come again.</exception>
    public async Task<Stream> OpenAsync(long start, long end, bool apart, CancellationToken cancellationToken)
    {
        var response = await transport.FindAsync(
            HttpMethod.Get, address, subject, cancellationToken, range: new RangeHeaderValue(start, end - 1), apart: apart)
            ?? throw new OcxException(RegistryErrors.NotFound, $"{subject} is not there any more.");
        try
        {
            if (response.StatusCode == HttpStatusCode.PartialContent)
            {
                return IsWanted(response.Content.Headers.ContentRange, start, end)
                    ? await transport.OpenBodyAsync(response, subject, cancellationToken)
                    : throw RegistryFailure.Unexpected(registry, subject, $"sent another part than the bytes {start} to {end - 1}");
            }

            if (apart || Interlocked.Add(ref _again, start) > MaximumAgain)
            {
                throw Truncated(start, "and it is not sent in parts");
            }

            return new SkippingStream(await transport.OpenBodyAsync(response, subject, cancellationToken), start);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public OcxException Truncated(long reached, string how) => RegistryFailure.Truncated(subject, $"{reached} of {blob.Size} bytes came, {how}");

    private bool IsWanted(ContentRangeHeaderValue? range, long start, long end) =>
        range is { Unit: "bytes", From: { } from, To: { } to } && from == start && to < end && (range.Length is null || range.Length == blob.Size);
}
