using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>A manifest or index as a registry holds it: the bytes are kept, because their digest is their name.</summary>
public sealed record RegistryDocument(string MediaType, ReadOnlyMemory<byte> Content, Digest Digest)
{
    /// <summary>What the registry calls this state of what was asked for (HTTP's strong <c>ETag</c>, with its quotes); null where it says nothing.</summary>
    public string? EntityTag { get; init; }

    /// <summary>Lets only the types of manifests and indexes pass.</summary>
    /// <param name="asked">What was answered; null where nobody was asked.</param>
    /// <exception cref="OcxException">OCX2008.</exception>
    internal static string CheckMediaType(string? mediaType, string registry, string source, HttpRequestMessage? asked = null) =>
        mediaType is not null && (MediaTypes.IsManifest(mediaType) || MediaTypes.IsIndex(mediaType))
            ? mediaType
            : throw RegistryFailure.NotAManifest(registry, source, mediaType, asked);

    /// <summary>Takes the digest from the reference, and checks it, or from the content.</summary>
    /// <param name="reference">A tag, or the text of a digest.</param>
    /// <param name="source">For messages: what the reference names.</param>
    /// <exception cref="OcxException">OCX2006: the content is not what the digest names.</exception>
    internal static RegistryDocument Of(string mediaType, ReadOnlyMemory<byte> content, string reference, string source)
    {
        if (!Digest.TryParse(reference, out var digest))
        {
            return new(mediaType, content, Digest.Sha256(content.Span));
        }

        return digest.Matches(content.Span) ? new(mediaType, content, digest) : throw RegistryFailure.DigestMismatch(source, digest);
    }
}
