using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Referrers;

namespace Ocx.Core.Registry;

/// <summary>
/// A directory as a registry: an OCI image layout whose index names each manifest <c>repository:tag</c>. All repositories share one set of
/// blobs. Readers write nothing; writers of this program wait for one another. A directory that does not exist has no tags, is made by the first write, and is named when something is asked of it.
/// </summary>
/// <param name="name">As identifiers spell the registry.</param>
/// <param name="directory">Absolute.</param>
/// <param name="lockTimeout">How long a writer waits for another one; 30 s if not given.</param>
public sealed class DirectoryRegistry(string name, string directory, TimeSpan? lockTimeout = null) : IRegistry
{
    private const string RefName = "org.opencontainers.image.ref.name";

    private readonly OciLayout _layout = new(directory, lockTimeout ?? TimeSpan.FromSeconds(30));

    public string DisplayName => directory;

    /// <summary>For messages of file errors, before the directory.</summary>
    private string Action => $"use the registry {name} in";

    public bool IsLocal => true;

    public Task<RegistryDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken) => OnDiskAsync(async () =>
    {
        RequireDirectory();
        var source = SubjectOf(repository, reference);
        if (Digest.TryParse(reference, out var digest))
        {
            return await ReadManifestAsync(digest, null, source, cancellationToken);
        }

        if (EntryOf(await _layout.ReadIndexAsync(cancellationToken), new(repository, reference)) is not { } entry)
        {
            return null;
        }

        return await ReadManifestAsync(entry.Digest, entry.MediaType, source, cancellationToken) ?? throw new OcxException(
            RegistryErrors.NotFound,
            $"{source} is {entry.Digest}, and that file is not in {directory}: it was deleted, or not copied.",
            nextStep: "Copy the directory again, or push the package again.");
    });

    public Task<Digest?> FindDigestAsync(string repository, string tag, CancellationToken cancellationToken) => OnDiskAsync(async () =>
    {
        RequireDirectory();
        return DigestOf(await _layout.ReadIndexAsync(cancellationToken), new(repository, tag));
    });

    public Task<Stream?> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken) =>
        OnDiskAsync(() =>
        {
            RequireDirectory();
            return Task.FromResult<Stream?>(_layout.OpenBlob(blob.Digest) is { } stream ? new FileErrorStream(stream, directory, Action) : null);
        });

    public Task<long?> FindBlobSizeAsync(string repository, Digest digest, CancellationToken cancellationToken, bool forPush = false) =>
        Task.FromResult(new FileInfo(_layout.BlobPath(digest)) is { Exists: true, Length: var size } ? size : (long?)null);

    /// <summary>All repositories share their blobs.</summary>
    public async Task<bool> TryMountBlobAsync(string repository, Digest digest, string from, CancellationToken cancellationToken) =>
        await FindBlobSizeAsync(repository, digest, cancellationToken) is not null;

    public async Task<IReadOnlyList<string>> ListTagsAsync(string repository, CancellationToken cancellationToken) =>
        Sorted((await ReadNamesAsync(cancellationToken)).Where(name => name.Repository == repository).Select(name => name.Tag));

    public async Task<IReadOnlyList<string>> ListRepositoriesAsync(CancellationToken cancellationToken)
    {
        RequireDirectory();
        return Sorted((await ReadNamesAsync(cancellationToken)).Select(name => name.Repository));
    }

    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(
        string repository, Digest subject, string? artifactType, CancellationToken cancellationToken) => ReferrersList.Of(
            await ReferrersTag.ListAsync(this, repository, subject, cancellationToken), artifactType, name, SubjectOf(repository, subject.ToString()));

    public async Task<BlobPush> PushBlobAsync(
        string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken, string? mountFrom = null)
    {
        // A file of another length is a copy that somebody broke off.
        if (await FindBlobSizeAsync(repository, blob.Digest, cancellationToken) == blob.Size)
        {
            return BlobPush.Present;
        }

        var subject = SubjectOf(repository, blob.Digest.ToString());
        await using var content = new VerifiedBlobStream(FileErrorStream.OpenSource(open, subject), blob, $"The source of {subject}");
        await OnDiskAsync(() => _layout.WriteBlobAsync(content, blob.Digest, cancellationToken));
        return BlobPush.Uploaded;
    }

    public async Task PutManifestAsync(string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var manifest = await PushManifestAsync(repository, reference, mediaType, content, cancellationToken);
        if (Identifier.IsTag(reference))
        {
            await OnDiskAsync(() => _layout.ChangeIndexAsync(index => With(index, new(repository, reference), manifest), cancellationToken));
        }
    }

    public async Task<TagMove> TryMoveTagAsync(
        string repository, string tag, RegistryDocument? from, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var name = new LayoutName(repository, tag);
        var manifest = await PushManifestAsync(repository, tag, mediaType, content, cancellationToken);
        return await OnDiskAsync(() => _layout.ChangeIndexAsync(
            index => DigestOf(index, name) == from?.Digest ? With(index, name, manifest) : null, cancellationToken))
            ? TagMove.Moved
            : TagMove.Refused;
    }

    private async Task<Descriptor> PushManifestAsync(
        string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var document = RegistryDocument.Of(mediaType, content, reference, SubjectOf(repository, reference));
        var descriptor = new Descriptor(mediaType, document.Digest, content.Length);
        var manifest = mediaType == MediaTypes.ImageManifest ? ImageManifest.Parse(content.Span, SubjectOf(repository, reference)) : null;
        await PushBlobAsync(repository, descriptor, () => new MemoryStream(content.ToArray()), cancellationToken);
        if (manifest?.Subject is not null)
        {
            await ReferrersTag.AddAsync(this, repository, manifest, document.Digest, content.Length, cancellationToken);
        }

        return descriptor;
    }

    private void RequireDirectory()
    {
        if (!Directory.Exists(directory))
        {
            throw new OcxException(
                RegistryErrors.DirectoryMissing,
                $"The registry {name} is the directory {directory}, which does not exist.",
                nextStep: RegistryErrors.DirectoryMissing.Remedy);
        }
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    private Task<IReadOnlyList<LayoutName>> ReadNamesAsync(CancellationToken cancellationToken) => OnDiskAsync<IReadOnlyList<LayoutName>>(async () =>
        [.. (await _layout.ReadIndexAsync(cancellationToken)).Manifests.Select(NameOf).OfType<LayoutName>()]);

    private LayoutName? NameOf(Descriptor entry) => LayoutName.Parse(entry.Annotations?.GetValueOrDefault(RefName), _layout.DirectoryName);

    private Descriptor? EntryOf(ImageIndex index, LayoutName name) => index.Manifests.LastOrDefault(entry => NameOf(entry) == name);

    /// <summary>Null also when what the tag names is gone: then there is nothing to read, nor to keep.</summary>
    private Digest? DigestOf(ImageIndex index, LayoutName name) =>
        EntryOf(index, name) is { } entry && File.Exists(_layout.BlobPath(entry.Digest)) ? entry.Digest : null;

    /// <summary>A name that is there already keeps its spelling: another tool knows it by that.</summary>
    private ImageIndex With(ImageIndex index, LayoutName name, Descriptor manifest)
    {
        var existing = EntryOf(index, name);
        if (existing?.Digest == manifest.Digest && existing.MediaType == manifest.MediaType)
        {
            return index;
        }

        var spelling = existing?.Annotations![RefName] ?? name.ToString();
        var entry = manifest with { Annotations = new Dictionary<string, string> { [RefName] = spelling } };
        return index with { Manifests = [.. index.Manifests.Where(other => NameOf(other) != name), entry] };
    }

    private async Task<RegistryDocument?> ReadManifestAsync(Digest digest, string? mediaType, string source, CancellationToken cancellationToken)
    {
        await using var stream = _layout.OpenBlob(digest);
        if (stream is null)
        {
            return null;
        }

        var content = await BoundedDocument.ReadAsync(stream, source, cancellationToken);
        var knownType = RegistryDocument.CheckMediaType(mediaType ?? OciLayout.MediaTypeOf(content), name, source);
        return RegistryDocument.Of(knownType, content, digest.ToString(), source);
    }

    private string SubjectOf(string repository, string reference) =>
        $"{name}/{repository}{(reference.Contains(':', StringComparison.Ordinal) ? '@' : ':')}{reference}";

    private async Task OnDiskAsync(Func<Task> work) => await OnDiskAsync(async () =>
    {
        await work();
        return true;
    });

    private async Task<T> OnDiskAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, directory, Action);
        }
    }
}
