using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>The tag of a manifest's own digest, which keeps the manifest when the tag of its version moves.</summary>
internal sealed class CanonicalTag(IRegistry registry, Identifier package, Digest manifest, IEngineObserver? observer)
{
    public string Name { get; } = ReservedTag.OfDigest(manifest);

    /// <summary>Whether the registry says that it is there, and so is the manifest.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await registry.FindDigestAsync(package.Repository, Name, cancellationToken) == manifest;
        }
        catch (OcxException)
        {
            // Whoever writes it then is told why not.
            return false;
        }
    }

    /// <summary>The package is published by then, so that a registry with its own ideas about tags does not spoil it.</summary>
    /// <returns>Whether it is written.</returns>
    public async Task<bool> TryPutAsync(string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await registry.PutManifestAsync(package.Repository, Name, mediaType, content, cancellationToken);
            return true;
        }
        catch (OcxException failure)
        {
            observer?.Warn($"{package} is published with {manifest}, but not under the tag of its digest. {failure.Message}");
            return false;
        }
    }
}
