using System.IO.Enumeration;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Resolution;

/// <summary>
/// The local index: what tags meant when they were looked up, one file for each repository (contract: package, 6.1). Tags are added and moved,
/// never removed. Several processes may write at once, also those of other implementations: the file itself is the lock.
/// </summary>
/// <param name="directory">Need not exist; the first tag that is noted makes it.</param>
public sealed class TagStore(string directory)
{
    private const string Extension = ".json";

    // An index that is shipped may be made of links to files. A linked directory could lead anywhere, and round in a circle.
    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 64, AttributesToSkip = 0, IgnoreInaccessible = false };

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(60);

    /// <summary>Null when the tag is not known here.</summary>
    public Digest? Find(Identifier identifier) => Read(identifier).Tags.TryGetValue(identifier.TagOrLatest, out var digest) ? digest : null;

    /// <summary>The tags of the identifier's repository that were looked up here before, in ordinal order.</summary>
    public IReadOnlyList<string> KnownTags(Identifier identifier) => [.. Read(identifier).Tags.Keys.Where(tag => !ReservedTag.Is(tag))];

    /// <summary>The repositories of which tags are known, in ordinal order. Directories that cannot be listed are an error.</summary>
    public IReadOnlyList<Identifier> KnownRepositories(string registry)
    {
        var root = Path.Combine(directory, RegistrySlug.Of(registry));
        if (!Directory.Exists(root))
        {
            return [];
        }

        // Two registries may share a directory, so what a file says of itself decides.
        var found = new SortedDictionary<string, Identifier>(StringComparer.Ordinal);
        FileFailure.Guard(root, "list", () =>
        {
            foreach (var path in FilesBelow(root))
            {
                var name = TagFile.TryRead(path)?.Repository;
                if (name?.StartsWith(registry + "/", StringComparison.Ordinal) == true && Identifier.IsRepository(name[(registry.Length + 1)..]))
                {
                    found[name] = new Identifier(registry, name[(registry.Length + 1)..]);
                }
            }
        });
        return [.. found.Values];
    }

    /// <summary>Notes what the identifier's tag means.</summary>
    /// <inheritdoc cref="SaveAsync(Identifier, IReadOnlyDictionary{string, Digest}, CancellationToken)"/>
    public Task SaveAsync(Identifier identifier, Digest digest, CancellationToken cancellationToken) =>
        SaveAsync(identifier, new Dictionary<string, Digest> { [identifier.TagOrLatest] = digest }, cancellationToken);

    /// <summary>Notes what tags of the identifier's repository mean; others stay. Reserved tags are left out.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002, OCX3008, OCX3016.</exception>
    public async Task SaveAsync(Identifier repository, IReadOnlyDictionary<string, Digest> found, CancellationToken cancellationToken)
    {
        var path = PathOf(repository);
        FileFailure.Guard(path, "create", () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        using var held = await LockedFile.OpenAsync(path, LockWait, cancellationToken);
        var file = Checked(TagFile.TryRead(held, path), repository, path);
        var changed = false;
        foreach (var (tag, digest) in found.Where(entry => !ReservedTag.Is(entry.Key)))
        {
            changed |= !file.Tags.TryGetValue(tag, out var known) || known != digest;
            file.Tags[tag] = digest;
        }

        if (changed)
        {
            file.Write(held, path);
        }
    }

    private static FileSystemEnumerable<string> FilesBelow(string root) =>
        new(root, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.EndsWith(Extension, StringComparison.Ordinal),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    private string PathOf(Identifier identifier) =>
        Path.Combine([directory, RegistrySlug.Of(identifier.Registry), .. (identifier.Repository + Extension).Split('/')]);

    private TagFile Read(Identifier identifier)
    {
        var path = PathOf(identifier);
        return Checked(TagFile.TryRead(path), identifier, path);
    }

    private static TagFile Checked(TagFile? read, Identifier identifier, string path)
    {
        var file = read ?? new(identifier.RepositoryName, new(StringComparer.Ordinal));
        return file.Repository == identifier.RepositoryName
            ? file
            : throw TagFile.Invalid(path, $"it is of {file.Repository}, not of {identifier.RepositoryName}");
    }
}
