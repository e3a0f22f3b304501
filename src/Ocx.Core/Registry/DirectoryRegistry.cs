using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Referrers;

namespace Ocx.Core.Registry;

/// <summary>
/// A directory as a registry: an OCI image layout whose index names each manifest <c>repository:tag</c>. All repositories share one set of
/// blobs. A directory that does not exist has no tags, is made by the first write, and is named when something is asked of it.
/// </summary>
/// <param name="name">As identifiers spell the registry.</param>
/// <param name="directory">Absolute.</param>
/// <param name="lockTimeout">How long a writer waits for another one; 30 s if not given.</param>
public sealed class DirectoryRegistry(string name, string directory, TimeSpan? lockTimeout = null) : IRegistry
{
    private const string RefName = "org.opencontainers.image.ref.name";

    private readonly OciLayout _layout = new(directory, lockTimeout ?? TimeSpan.FromSeconds(30));

    public string DisplayName => directory;

    public bool IsLocal => true;

    public Task<RegistryDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken) => OnDiskAsync(async () =>
    {
        RequireDirectory();
        var source = SubjectOf(repository, reference);
        if (Digest.TryParse(reference, out var digest))
        {
            return await ReadManifestAsync(digest, null, source, cancellationToken);
        }

        return await FindEntryAsync(repository, reference, cancellationToken) is not { } entry ? null : await ReadManifestAsync(entry.Digest, entry.MediaType, source, cancellationToken);
    });

    public Task<Digest?> FindDigestAsync(string repository, string tag, CancellationToken cancellationToken) => OnDiskAsync<Digest?>(async () =>
    {
        RequireDirectory();
        return await FindEntryAsync(repository, tag, cancellationToken) is { } entry ? entry.Digest : null;
    });

    public Task<Stream?> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken) =>
        OnDiskAsync(() =>
        {
            RequireDirectory();
            return Task.FromResult(_layout.OpenBlob(blob.Digest));
        });

    public Task<bool> BlobExistsAsync(string repository, Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(_layout.BlobPath(digest)));

    public Task<IReadOnlyList<string>> ListTagsAsync(string repository, CancellationToken cancellationToken) => OnDiskAsync<IReadOnlyList<string>>(async () =>
    {
        var prefix = $"{repository}:";
        var index = await _layout.ReadIndexAsync(cancellationToken);
        return
        [
            .. index.Manifests
                .Select(NameOf)
                .Where(name => name is not null && name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => name![prefix.Length..])
                .Where(Identifier.IsTag)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    });

    public Task<IReadOnlyList<string>> ListRepositoriesAsync(CancellationToken cancellationToken) => OnDiskAsync<IReadOnlyList<string>>(async () =>
    {
        RequireDirectory();
        var index = await _layout.ReadIndexAsync(cancellationToken);
        return
        [
            .. index.Manifests
                .Select(NameOf)
                .OfType<string>()
                .Where(name => name.LastIndexOf(':') > 0)
                .Select(name => name[..name.LastIndexOf(':')])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    });

    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(
        string repository, Digest subject, string? artifactType, CancellationToken cancellationToken) => ReferrersList.Of(
            await ReferrersTag.ListAsync(this, repository, subject, cancellationToken), artifactType, name, SubjectOf(repository, subject.ToString()));

    public async Task PushBlobAsync(string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken)
    {
        // A file of another length is a copy that somebody broke off.
        if (new FileInfo(_layout.BlobPath(blob.Digest)) is { Exists: true } existing && existing.Length == blob.Size)
        {
            return;
        }

        await using var content = new VerifiedBlobStream(open(), blob, $"The source of {SubjectOf(repository, blob.Digest.ToString())}");
        await OnDiskAsync(() => _layout.WriteBlobAsync(content, blob.Digest, cancellationToken));
    }

    public async Task PutManifestAsync(string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var document = RegistryDocument.Of(mediaType, content, reference, SubjectOf(repository, reference));
        var descriptor = new Descriptor(mediaType, document.Digest, content.Length);
        var manifest = mediaType == MediaTypes.ImageManifest ? ImageManifest.Parse(content.Span, SubjectOf(repository, reference)) : null;
        await PushBlobAsync(repository, descriptor, () => new MemoryStream(content.ToArray()), cancellationToken);
        if (manifest?.Subject is not null)
        {
            await ReferrersTag.AddAsync(this, repository, manifest, document.Digest, content.Length, cancellationToken);
        }

        if (!Identifier.IsTag(reference))
        {
            return;
        }

        var refName = $"{repository}:{reference}";
        var entry = descriptor with { Annotations = new Dictionary<string, string> { [RefName] = refName } };
        await OnDiskAsync(() => _layout.ChangeIndexAsync(
            index => index with { Manifests = [.. index.Manifests.Where(existing => NameOf(existing) != refName), entry] },
            cancellationToken));
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

    private async Task<Descriptor?> FindEntryAsync(string repository, string tag, CancellationToken cancellationToken) =>
        (await _layout.ReadIndexAsync(cancellationToken)).Manifests.LastOrDefault(entry => NameOf(entry) == $"{repository}:{tag}");

    private static string? NameOf(Descriptor entry) => entry.Annotations?.GetValueOrDefault(RefName);

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
            throw FileFailure.From(exception, directory, $"use the registry {name} in");
        }
    }
}
