using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Publishing.Descriptions;

/// <summary>A registry at which somebody else does something just before a tag is moved, or after.</summary>
internal sealed class InterferingRegistry(IRegistry inner, Func<Task> interfere, Func<Task>? afterwards = null) : IRegistry, IRegistryProvider
{
    public string DisplayName => inner.DisplayName;

    public bool IsLocal => inner.IsLocal;

    public IRegistry Open(string registry) => this;

    public IRegistry OpenForWriting(string registry) => this;

    public Task<RegistryDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        inner.GetManifestAsync(repository, reference, cancellationToken);

    public Task<Digest?> FindDigestAsync(string repository, string tag, CancellationToken cancellationToken) =>
        inner.FindDigestAsync(repository, tag, cancellationToken);

    public Task<Stream?> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken) =>
        inner.OpenBlobAsync(repository, blob, cancellationToken);

    public Task<IReadOnlyList<string>> ListTagsAsync(string repository, CancellationToken cancellationToken) =>
        inner.ListTagsAsync(repository, cancellationToken);

    public Task<IReadOnlyList<string>> ListRepositoriesAsync(CancellationToken cancellationToken) => inner.ListRepositoriesAsync(cancellationToken);

    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(
        string repository, Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        inner.ListReferrersAsync(repository, subject, artifactType, cancellationToken);

    public Task<long?> FindBlobSizeAsync(string repository, Digest digest, CancellationToken cancellationToken, bool forPush = false) =>
        inner.FindBlobSizeAsync(repository, digest, cancellationToken, forPush);

    public Task<bool> TryMountBlobAsync(string repository, Digest digest, string from, CancellationToken cancellationToken) =>
        inner.TryMountBlobAsync(repository, digest, from, cancellationToken);

    public Task<BlobPush> PushBlobAsync(
        string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken, string? mountFrom = null) =>
        inner.PushBlobAsync(repository, blob, open, cancellationToken, mountFrom);

    public Task PutManifestAsync(
        string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutManifestAsync(repository, reference, mediaType, content, cancellationToken);

    public async Task<TagMove> TryMoveTagAsync(
        string repository, string tag, RegistryDocument? from, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await interfere();
        var move = await inner.TryMoveTagAsync(repository, tag, from, mediaType, content, cancellationToken);
        await (afterwards?.Invoke() ?? Task.CompletedTask);
        return move;
    }
}
