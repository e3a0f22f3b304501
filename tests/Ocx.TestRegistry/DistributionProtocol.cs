using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ocx.Testing;

/// <summary>The OCI distribution API over a registry's content.</summary>
internal sealed class DistributionProtocol(RegistryContent content, TestRegistryOptions options)
{
    private readonly UploadProtocol _uploads = new(content);

    public RegistryResponse Answer(RegistryRequest request) => (request.Kind, request.Method) switch
    {
        (RequestKind.Ping, "GET" or "HEAD") => RegistryResponse.Json(new { }),
        (RequestKind.Catalog, "GET") => Page(request, "repositories", content.Repositories()),
        (RequestKind.Tags, "GET") => content.Tags(request.Repository) is { } tags ? Page(request, "tags", tags) : RepositoryUnknown(),
        (RequestKind.Manifest, "GET" or "HEAD") => Manifest(request),
        (RequestKind.Manifest, "PUT") => PutManifest(request),
        (RequestKind.Blob or RequestKind.Config, "GET" or "HEAD") => Blob(request),
        (RequestKind.Referrers, "GET") when options.Referrers => Referrers(request),
        (RequestKind.Upload, _) => _uploads.Answer(request),
        (RequestKind.Other or RequestKind.Token or RequestKind.Referrers, _) => RegistryResponse.Error(404, "NAME_UNKNOWN", "no such page"),
        _ => RegistryResponse.Error(405, "UNSUPPORTED", "the operation is unsupported"),
    };

    private static RegistryResponse RepositoryUnknown() => RegistryResponse.Error(404, "NAME_UNKNOWN", "repository name not known to registry");

    private static RegistryResponse Page(RegistryRequest request, string member, IReadOnlyList<string> names)
    {
        var size = int.TryParse(request.Query("n"), CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue;
        var last = request.Query("last") ?? "";
        var rest = names.Where(name => string.CompareOrdinal(name, last) > 0).ToList();
        var page = rest.Take(size).ToList();
        var response = RegistryResponse.Json(new Dictionary<string, object> { ["name"] = request.Repository, [member] = page });
        return page.Count == 0 || page.Count == rest.Count
            ? response
            : response.With("Link", $"<{request.Path.Split('?')[0]}?n={size}&last={Uri.EscapeDataString(page[^1])}>; rel=\"next\"");
    }

    private RegistryResponse Manifest(RegistryRequest request) => content.Manifest(request.Repository, request.Reference) is { } manifest
        ? new RegistryResponse(200, manifest.Content)
            .With("Content-Type", manifest.MediaType).With("Docker-Content-Digest", manifest.Digest).With("ETag", EntityTag(manifest.Digest))
        : RegistryResponse.Error(404, "MANIFEST_UNKNOWN", "manifest unknown to registry");

    private RegistryResponse PutManifest(RegistryRequest request)
    {
        if (ContentDigest.IsDigest(request.Reference) && !ContentDigest.Matches(request.Reference, request.Body.Span))
        {
            return RegistryResponse.Error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }

        StoredManifest manifest;
        try
        {
            manifest = new("", "", request.Body);
        }
        catch (JsonException)
        {
            return RegistryResponse.Error(400, "MANIFEST_INVALID", "manifest invalid");
        }

        string?[] blobs = [manifest.ConfigDigest, .. manifest.Layers];
        if (blobs.Any(digest => digest is not null && content.Blob(request.Repository, digest) is null)
            || manifest.Manifests.Any(digest => content.Manifest(request.Repository, digest) is null))
        {
            return RegistryResponse.Error(400, "MANIFEST_BLOB_UNKNOWN", "manifest references content unknown to registry");
        }

        if (content.TryPutManifest(request.Repository, request.Reference, request.Body, request.Header("Content-Type") ?? "", MayReplace(request)) is not { } stored)
        {
            return RegistryResponse.Error(412, "DENIED", "the condition does not hold");
        }

        var response = new RegistryResponse(201)
            .With("Location", $"/v2/{request.Repository}/manifests/{stored}")
            .With("Docker-Content-Digest", stored);
        return manifest.SubjectDigest is { } subject && options.Referrers ? response.With("OCI-Subject", subject) : response;
    }

    private static string EntityTag(string digest) => $"\"{digest}\"";

    /// <summary>What a manifest's place may hold for the request to be carried out: the digest, or null for nothing.</summary>
    private Func<string?, bool> MayReplace(RegistryRequest request) => !options.Conditions ? _ => true
        : request.Header("If-None-Match") == "*" ? digest => digest is null
        : request.Header("If-Match") is { } state ? digest => digest is not null && EntityTag(digest) == state
        : _ => true;

    private RegistryResponse Blob(RegistryRequest request)
    {
        if (content.Blob(request.Repository, request.Reference) is not { } blob)
        {
            return RegistryResponse.Error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        }

        var response = new RegistryResponse(200, blob)
            .With("Content-Type", "application/octet-stream")
            .With("Docker-Content-Digest", request.Reference);
        if (!options.Ranges)
        {
            return response;
        }

        response.With("Accept-Ranges", "bytes");
        if (!RangeHeaderValue.TryParse(request.Header("Range"), out var range) || range.Ranges.Count != 1)
        {
            return response;
        }

        var wanted = range.Ranges.Single();
        var from = wanted.From ?? blob.Length - wanted.To!.Value;
        var to = wanted.From is null ? blob.Length - 1 : Math.Min(wanted.To ?? long.MaxValue, blob.Length - 1);
        if (from < 0 || from > to)
        {
            return new RegistryResponse(416).With("Content-Range", $"bytes */{blob.Length}");
        }

        response.Status = 206;
        response.Body = blob[(int)from..((int)to + 1)];
        return response.With("Content-Range", $"bytes {from}-{to}/{blob.Length}");
    }

    private RegistryResponse Referrers(RegistryRequest request)
    {
        var wanted = request.Query("artifactType");
        var entries = content.Referrers(request.Repository, request.Reference)
            .Where(manifest => wanted is null || manifest.ArtifactType == wanted)
            .Select(manifest => new
            {
                mediaType = manifest.MediaType,
                digest = manifest.Digest,
                size = manifest.Content.Length,
                artifactType = manifest.ArtifactType,
            });
        var response = RegistryResponse.Json(
            new { schemaVersion = 2, mediaType = RegistryContent.ImageIndex, manifests = entries.ToArray() },
            RegistryContent.ImageIndex);
        return wanted is null ? response : response.With("OCI-Filters-Applied", "artifactType");
    }
}
