namespace Ocx.Testing;

/// <summary>What a registry holds, in memory and at most <see cref="MaximumSize"/> bytes of it.</summary>
public sealed class RegistryContent
{
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";

    internal const long MaximumSize = 1L << 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Repository, string Digest), ReadOnlyMemory<byte>> _blobs = [];
    private readonly Dictionary<(string Repository, string Digest), StoredManifest> _manifests = [];
    private readonly Dictionary<(string Repository, string Tag), string> _tags = [];
    private readonly HashSet<string> _configs = [];
    private long _size;

    /// <summary>Stores a blob under the given digest, which is not checked, or under its SHA-256.</summary>
    public string PutBlob(string repository, ReadOnlyMemory<byte> content, string? digest = null)
    {
        digest ??= ContentDigest.Of(content.Span);
        lock (_lock)
        {
            Grow(content.Length);
            _blobs[(repository, digest)] = content;
        }

        return digest;
    }

    /// <summary>Stores a manifest; what it refers to need not be there.</summary>
    /// <param name="reference">A tag, a digest (which is not checked), or null for the SHA-256.</param>
    public string PutManifest(string repository, string? reference, ReadOnlyMemory<byte> content, string mediaType) =>
        TryPutManifest(repository, reference, content, mediaType, _ => true)!;

    /// <param name="mayReplace">Asked about the digest that the reference names now, null for none.</param>
    /// <returns>Null when it may not.</returns>
    internal string? TryPutManifest(
        string repository, string? reference, ReadOnlyMemory<byte> content, string mediaType, Func<string?, bool> mayReplace)
    {
        var digest = reference is not null && ContentDigest.IsDigest(reference) ? reference : ContentDigest.Of(content.Span);
        var manifest = new StoredManifest(digest, mediaType, content);
        lock (_lock)
        {
            if (!mayReplace(reference is null ? null : Manifest(repository, reference)?.Digest))
            {
                return null;
            }

            Grow(content.Length);
            _manifests[(repository, digest)] = manifest;
            if (reference is not null && reference != digest)
            {
                _tags[(repository, reference)] = digest;
            }

            if (manifest.ConfigDigest is { } config)
            {
                _configs.Add(config);
            }
        }

        return digest;
    }

    public ReadOnlyMemory<byte>? Blob(string repository, string digest)
    {
        lock (_lock)
        {
            return _blobs.TryGetValue((repository, digest), out var content) ? content : default(ReadOnlyMemory<byte>?);
        }
    }

    /// <summary>The bytes of a manifest by tag or digest.</summary>
    public ReadOnlyMemory<byte>? ManifestContent(string repository, string reference) => Manifest(repository, reference)?.Content;

    public void RemoveTag(string repository, string tag)
    {
        lock (_lock)
        {
            _tags.Remove((repository, tag));
        }
    }

    public void RemoveBlob(string repository, string digest)
    {
        lock (_lock)
        {
            _blobs.Remove((repository, digest));
        }
    }

    /// <summary>In ordinal order; null when nothing was ever put into the repository.</summary>
    public IReadOnlyList<string>? Tags(string repository)
    {
        lock (_lock)
        {
            return RepositoryNames().Contains(repository)
                ? [.. _tags.Keys.Where(key => key.Repository == repository).Select(key => key.Tag).Order(StringComparer.Ordinal)]
                : null;
        }
    }

    public IReadOnlyList<string> Repositories()
    {
        lock (_lock)
        {
            return [.. RepositoryNames().Order(StringComparer.Ordinal)];
        }
    }

    internal StoredManifest? Manifest(string repository, string reference)
    {
        lock (_lock)
        {
            return _manifests.GetValueOrDefault((repository, _tags.GetValueOrDefault((repository, reference), reference)));
        }
    }

    internal IReadOnlyList<StoredManifest> Referrers(string repository, string digest)
    {
        lock (_lock)
        {
            return [.. _manifests.Where(entry => entry.Key.Repository == repository && entry.Value.SubjectDigest == digest).Select(entry => entry.Value)];
        }
    }

    internal bool IsConfig(string digest)
    {
        lock (_lock)
        {
            return _configs.Contains(digest);
        }
    }

    private HashSet<string> RepositoryNames() => [.. _blobs.Keys.Select(key => key.Repository), .. _manifests.Keys.Select(key => key.Repository)];

    private void Grow(long bytes)
    {
        _size += bytes;
        if (_size > MaximumSize)
        {
            throw new InvalidOperationException($"A test registry holds at most {MaximumSize} bytes.");
        }
    }
}
