using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>
/// One registry, whatever carries it. Failures are <see cref="Diagnostics.OcxException"/> of band 2xxx. Content named by a digest is
/// verified by whoever reads it to the end: manifests here, blobs by their reader.
/// </summary>
public interface IRegistry
{
    /// <summary>For messages: the host, or the directory.</summary>
    string DisplayName { get; }

    /// <summary>Whether it is reached without a network, so that it counts as there when offline.</summary>
    bool IsLocal { get; }

    /// <summary>Reads a manifest or an index; null when there is none.</summary>
    /// <param name="reference">A tag, or the text of a digest, against which the bytes are then verified.</param>
    Task<RegistryDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken);

    /// <summary>The digest of what a tag names, without its content; null when there is no such tag.</summary>
    Task<Digest?> FindDigestAsync(string repository, string tag, CancellationToken cancellationToken);

    /// <summary>Opens a blob, forward-only; null when there is none. The bytes are not verified yet.</summary>
    /// <param name="blob">Its size lets a large one be fetched in parts.</param>
    Task<Stream?> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken);

    /// <summary>Every tag of the repository in the registry's order; empty when there is no such repository.</summary>
    Task<IReadOnlyList<string>> ListTagsAsync(string repository, CancellationToken cancellationToken);

    /// <summary>Every repository, in the registry's order.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX2024: the registry does not tell.</exception>
    Task<IReadOnlyList<string>> ListRepositoriesAsync(CancellationToken cancellationToken);

    /// <summary>The manifests that say they refer to another, at most 256: signatures, SBOMs. Whether they do is for their reader to check.</summary>
    /// <param name="artifactType">Null for all.</param>
    /// <seealso cref="Referrers.ReferrerManifest.ReadReferrerAsync"/>
    Task<IReadOnlyList<Descriptor>> ListReferrersAsync(string repository, Digest subject, string? artifactType, CancellationToken cancellationToken);

    /// <summary>Bytes of a blob; null when there is none.</summary>
    /// <param name="forPush">With the right to push, as what is asked before an upload.</param>
    Task<long?> FindBlobSizeAsync(string repository, Digest digest, CancellationToken cancellationToken, bool forPush = false);

    /// <summary>Makes a blob of another repository of this registry one of this repository's too, without its bytes.</summary>
    /// <returns>False when the registry does not, which it may for any reason.</returns>
    Task<bool> TryMountBlobAsync(string repository, Digest digest, string from, CancellationToken cancellationToken);

    /// <summary>Makes sure that a blob is there. The stream is opened anew for each attempt, and only when the bytes are needed.</summary>
    /// <param name="mountFrom">A repository of this registry that may have it.</param>
    Task<BlobPush> PushBlobAsync(
        string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken, string? mountFrom = null);

    /// <summary>
    /// Puts a manifest or an index under a tag, or under its own digest. A manifest with a subject is found among that subject's referrers afterwards.
    /// </summary>
    Task PutManifestAsync(string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Puts a manifest or an index under a tag if the tag still names what it named when it was read, as far as the registry can tell.</summary>
    /// <param name="from">What the tag named; null if there was no such tag.</param>
    async Task<TagMove> TryMoveTagAsync(
        string repository, string tag, RegistryDocument? from, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await PutManifestAsync(repository, tag, mediaType, content, cancellationToken);
        return TagMove.Unchecked;
    }
}
