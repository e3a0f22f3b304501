using System.Collections.Concurrent;
using System.Globalization;

namespace Ocx.Testing;

/// <summary>Blob uploads: monolithic, in chunks, and mounts from another repository.</summary>
internal sealed class UploadProtocol(RegistryContent content)
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _sessions = new();

    public RegistryResponse Answer(RegistryRequest request)
    {
        if (request.Method == "POST")
        {
            return Begin(request);
        }

        if (!_sessions.TryGetValue(request.Reference, out var received))
        {
            return RegistryResponse.Error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        }

        switch (request.Method)
        {
            case "GET":
                return Session(204, request.Repository, request.Reference, received.Length);
            case "DELETE":
                _sessions.TryRemove(request.Reference, out _);
                return new RegistryResponse(204);
            case "PATCH" or "PUT" when !Continues(request, received.Length):
                return RegistryResponse.Error(416, "BLOB_UPLOAD_INVALID", "the chunk does not continue the upload");
            case "PATCH":
                received = Append(received, request.Body);
                _sessions[request.Reference] = received;
                return Session(202, request.Repository, request.Reference, received.Length);
            case "PUT":
                _sessions.TryRemove(request.Reference, out _);
                return Store(request, Append(received, request.Body));
            default:
                return RegistryResponse.Error(405, "UNSUPPORTED", "the operation is unsupported");
        }
    }

    private static ReadOnlyMemory<byte> Append(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> chunk) => (byte[])[.. received.Span, .. chunk.Span];

    private static bool Continues(RegistryRequest request, int received) => request.Header("Content-Range") is not { } range
        || range == string.Create(CultureInfo.InvariantCulture, $"{received}-{received + request.Body.Length - 1}");

    private static RegistryResponse Session(int status, string repository, string session, int received) => new RegistryResponse(status)
        .With("Location", $"/v2/{repository}/blobs/uploads/{session}?state={received}")
        .With("Docker-Upload-UUID", session)
        .With("Range", $"0-{Math.Max(0, received - 1)}");

    private RegistryResponse Begin(RegistryRequest request)
    {
        if (request.Query("mount") is { } mount && request.Query("from") is { } from && content.Blob(from, mount) is { } blob)
        {
            content.PutBlob(request.Repository, blob, mount);
            return Stored(request.Repository, mount);
        }

        if (request.Query("digest") is not null)
        {
            return Store(request, request.Body);
        }

        var session = Guid.NewGuid().ToString("N");
        _sessions[session] = default;
        return Session(202, request.Repository, session, 0);
    }

    private RegistryResponse Store(RegistryRequest request, ReadOnlyMemory<byte> blob)
    {
        if (request.Query("digest") is not { } digest || !ContentDigest.Matches(digest, blob.Span))
        {
            return RegistryResponse.Error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }

        content.PutBlob(request.Repository, blob, digest);
        return Stored(request.Repository, digest);
    }

    private static RegistryResponse Stored(string repository, string digest) => new RegistryResponse(201)
        .With("Location", $"/v2/{repository}/blobs/{digest}")
        .With("Docker-Content-Digest", digest);
}
