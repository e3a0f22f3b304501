using System.Globalization;
using System.Text;
using System.Text.Json;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Registry;

/// <summary>A layout as other hands than ours make it: entries and blobs put there one by one.</summary>
internal sealed class DirectoryLayout : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly List<(string? Name, string Type, string Digest, int Size)> _entries = [];

    /// <param name="name">Of the directory.</param>
    public DirectoryLayout(string name = "share")
    {
        Path = _root[name];
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "blobs", "sha256"));
        Write();
    }

    public string Path { get; }

    public string IndexPath => System.IO.Path.Combine(Path, "index.json");

    public DirectoryRegistry Open() => new("tools.local", Path);

    public string BlobPath(Digest digest) => System.IO.Path.Combine(Path, "blobs", digest.Algorithm, digest.Hex);

    /// <summary>Adds an image index that holds nothing but a mark, under a name that is written as it is.</summary>
    public Digest Add(string? name, string mark = "one")
    {
        var content = (ImageIndex.Empty with { Annotations = new Dictionary<string, string> { ["mark"] = mark } }).ToBytes();
        var digest = Digest.Sha256(content);
        File.WriteAllBytes(BlobPath(digest), content);
        _entries.Add((name, MediaTypes.ImageIndex, digest.ToString(), content.Length));
        Write();
        return digest;
    }

    /// <summary>Every file and directory with its time and length, to see whether anything was written.</summary>
    public string Snapshot() => string.Join('\n', Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Append(Path)
        .Order(StringComparer.Ordinal)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry} {File.GetLastWriteTimeUtc(entry):O} {(File.Exists(entry) ? new FileInfo(entry).Length : 0)}")));

    public void Dispose() => _root.Dispose();

    private void Write()
    {
        var entries = _entries.Select(entry => new Dictionary<string, object?>
        {
            ["mediaType"] = entry.Type,
            ["digest"] = entry.Digest,
            ["size"] = entry.Size,
            ["annotations"] = entry.Name is null ? null : new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = entry.Name },
        });
        File.WriteAllBytes(IndexPath, JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, manifests = entries }));
        File.WriteAllText(System.IO.Path.Combine(Path, "oci-layout"), """{"imageLayoutVersion": "1.0.0"}""", Encoding.UTF8);
    }
}
