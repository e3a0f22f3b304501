using System.Buffers;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Resolution;

/// <summary>What tags meant when they were looked up: one file for each repository (contract: package, 6.1). Tags are added and moved, never removed.</summary>
public sealed class TagStore(string directory)
{
    private const int MaximumSize = 32 * 1024 * 1024;

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(60);

    /// <summary>Null when the tag is not known here.</summary>
    public Digest? Find(Identifier identifier) => Read(identifier).TryGetValue(identifier.TagOrLatest, out var digest) ? digest : null;

    /// <summary>The tags of the identifier's repository that were looked up here before.</summary>
    public IEnumerable<string> KnownTags(Identifier identifier) => Read(identifier).Keys;

    public async Task SaveAsync(Identifier identifier, Digest digest, CancellationToken cancellationToken)
    {
        var path = PathOf(identifier);
        FileFailure.Guard(path, "create", () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        using var held = await FileLock.AcquireAsync(
            path + ".lock", $"updating the tags of {identifier.RepositoryName}", LockWait, null, deleteOnRelease: true, cancellationToken);
        var tags = Read(identifier);
        tags[identifier.TagOrLatest] = digest;
        AtomicFile.Write(path, Write(identifier.RepositoryName, tags));
    }

    private string PathOf(Identifier identifier) =>
        Path.Combine([directory, RegistrySlug.Of(identifier.Registry), .. $"{identifier.Repository}.json".Split('/')]);

    private SortedDictionary<string, Digest> Read(Identifier identifier)
    {
        var tags = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        var path = PathOf(identifier);
        if (!File.Exists(path))
        {
            return tags;
        }

        try
        {
            if (new FileInfo(path).Length > MaximumSize)
            {
                throw Invalid(path, "it is too large");
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != 1 || root.GetProperty("repository").GetString() != identifier.RepositoryName)
            {
                throw Invalid(path, $"it is not of version 1, or not of {identifier.RepositoryName}");
            }

            foreach (var tag in root.GetProperty("tags").EnumerateObject())
            {
                tags[tag.Name] = Digest.Parse(tag.Value.GetString() ?? "");
            }

            return tags;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Invalid(path, "it is damaged", exception);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    private static OcxException Invalid(string path, string reason, Exception? inner = null) => new(
        StoreErrors.InputOutput,
        $"The store's list of tags cannot be read: {reason}.",
        new SourceLocation(path),
        "Delete the file; tags are looked up again when they are needed.",
        inner);

    private static byte[] Write(string repository, SortedDictionary<string, Digest> tags)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PrettyJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("repository", repository);
            writer.WriteStartObject("tags");
            foreach (var (tag, digest) in tags)
            {
                writer.WriteString(tag, digest.ToString());
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
