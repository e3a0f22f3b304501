using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry.Referrers;

/// <summary>Reads what refers to a manifest. A list of referrers is only somebody's word; what the referrer says itself counts.</summary>
public static class ReferrerManifest
{
    private const int MaximumSize = 256 * 1024;

    /// <summary>Null when it is not there any more.</summary>
    /// <param name="subject">What it has to refer to.</param>
    /// <param name="entry">From <see cref="IRegistry.ListReferrersAsync"/>.</param>
    /// <exception cref="OcxException">OCX2006: other content. OCX2008: not a manifest, too large, about another subject or of another type than listed.</exception>
    public static async Task<ImageManifest?> ReadReferrerAsync(
        this IRegistry registry, string repository, Digest subject, Descriptor entry, CancellationToken cancellationToken) =>
        (await registry.ReadReferrerDocumentAsync(repository, subject, entry, cancellationToken))?.Manifest;

    /// <summary>The manifest with the bytes that it was read from.</summary>
    /// <inheritdoc cref="ReadReferrerAsync"/>
    internal static async Task<(RegistryDocument Document, ImageManifest Manifest)?> ReadReferrerDocumentAsync(
        this IRegistry registry, string repository, Digest subject, Descriptor entry, CancellationToken cancellationToken)
    {
        var source = $"{registry.DisplayName}/{repository}@{entry.Digest}";
        if (entry.Size > MaximumSize)
        {
            throw Refused(source, $"it has {entry.Size} bytes, more than the {MaximumSize} that are read");
        }

        if (await registry.GetManifestAsync(repository, entry.Digest.ToString(), cancellationToken) is not { } document)
        {
            return null;
        }

        if (document.Content.Length != entry.Size)
        {
            throw Refused(source, $"it has {document.Content.Length} bytes and is listed with {entry.Size}");
        }

        var manifest = ImageManifest.Parse(document.Content.Span, source);
        return manifest.Subject?.Digest != subject ? throw Refused(source, $"it is listed as a referrer of {subject} and does not refer to it")
            : entry.ArtifactType is not null && entry.ArtifactType != (manifest.ArtifactType ?? manifest.Config.MediaType)
                ? throw Refused(source, "it is of another type than it is listed with")
                : (document, manifest);
    }

    private static OcxException Refused(string source, string reason) => new(RegistryErrors.ManifestInvalid, $"The referrer {source} is refused: {reason}.");
}
