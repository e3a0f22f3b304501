using System.Globalization;
using System.Net.Http.Headers;
using Ocx.Core.Registry.Auth;

namespace Ocx.Core.Registry;

/// <summary>The requests of uploads to one repository.</summary>
/// <param name="sessions">Where upload sessions of the repository begin.</param>
internal sealed class UploadSession(RegistryTransport transport, string registry, Uri sessions, string subject)
{
    /// <param name="body">Null: none.</param>
    /// <param name="from">Where the body belongs in the blob, when it is a part of it.</param>
    /// <param name="mountFrom">Another repository that must be read for it.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken, long? from = null, string? mountFrom = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Options.Set(TokenScope.Origin, sessions);
        if (mountFrom is not null)
        {
            request.Options.Set(TokenScope.MountFrom, mountFrom);
        }

        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
            if (from is { } start)
            {
                // The distribution API leaves out the unit that HTTP's own header has.
                var range = string.Create(CultureInfo.InvariantCulture, $"{start}-{start + bytes.Length - 1}");
                request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
            }
        }

        return await transport.WriteAsync(request, subject, cancellationToken);
    }

    /// <summary>Where the upload goes on.</summary>
    /// <param name="address">What was asked.</param>
    /// <exception cref="Diagnostics.OcxException">OCX2005: nowhere, or elsewhere.</exception>
    public Uri Next(Uri address, HttpResponseMessage response)
    {
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

    /// <summary>How many bytes of the blob have arrived, and where the upload goes on.</summary>
    public async Task<(long Received, Uri Place)> FindStateAsync(Uri place, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, place, null, cancellationToken);

        // "0-0" stands for nothing, as well as for one byte, which no chunk has.
        var range = response.Headers.TryGetValues("Range", out var values) ? values.First() : "";
        return range.StartsWith("0-", StringComparison.Ordinal) && long.TryParse(range.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (last == 0 ? 0 : last + 1, Next(place, response))
            : throw RegistryFailure.Unexpected(registry, subject, "did not tell how much of the upload has arrived");
    }
}
