using System.Text;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class DirectoryRegistryTests(TestContext context) : IDisposable
{
    private static readonly byte[] Manifest = ImageIndex.Empty.ToBytes();

    private readonly TemporaryDirectory _root = new();

    private string Registry => Path.Combine(_root.Path, "registry");

    private CancellationToken Cancellation => context.CancellationToken;

    public void Dispose() => _root.Dispose();

    [TestMethod]
    public async Task It_is_an_image_layout_that_other_tools_read()
    {
        await Open().PutManifestAsync("protoc", "31.1", MediaTypes.ImageIndex, Manifest, Cancellation);

        using var layout = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Registry, "oci-layout"), Cancellation));
        Assert.AreEqual("1.0.0", layout.RootElement.GetProperty("imageLayoutVersion").GetString());
        var digest = Digest.Sha256(Manifest);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Registry, "index.json"), Cancellation));
        Assert.AreEqual(2, index.RootElement.GetProperty("schemaVersion").GetInt32());
        var entry = index.RootElement.GetProperty("manifests")[0];
        Assert.AreEqual("protoc:31.1", entry.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name").GetString());
        Assert.AreEqual(digest.ToString(), entry.GetProperty("digest").GetString());
        Assert.AreEqual(Manifest.Length, entry.GetProperty("size").GetInt32());
        Assert.AreEqual(MediaTypes.ImageIndex, entry.GetProperty("mediaType").GetString());
        Assert.AreSequenceEqual(Manifest, await File.ReadAllBytesAsync(Path.Combine(Registry, "blobs", "sha256", digest.Hex), Cancellation));
    }

    [TestMethod]
    public async Task A_blob_alone_makes_a_whole_layout()
    {
        await Open().PushBlobAsync("protoc", new(MediaTypes.LayerTarGzip, Digest.Sha256([1]), 1), () => new MemoryStream([1]), Cancellation);

        Assert.IsTrue(File.Exists(Path.Combine(Registry, "oci-layout")));
        Assert.IsTrue(File.Exists(Path.Combine(Registry, "index.json")));
    }

    [TestMethod]
    public async Task A_source_that_cannot_be_read_is_not_the_registrys_fault()
    {
        foreach (var open in (Func<Stream>[])[() => throw new FileNotFoundException("no such layer"), () => new BrokenStream(10)])
        {
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open().PushBlobAsync(
                "protoc", new(MediaTypes.LayerTarGzip, Digest.Sha256([1]), 100), open, Cancellation));

            Assert.AreSame(StoreErrors.InputOutput, failure.Code);
            Assert.Contains("Cannot read", failure.Message);
            Assert.Contains("source", failure.Message);
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux, IgnoreMessage = "Only Linux has a plain file that can be opened and not read.")]
    public async Task A_blob_that_cannot_be_read_is_a_failure_of_the_registry()
    {
        var digest = Digest.Sha256([1]);
        var blobs = Directory.CreateDirectory(Path.Combine(Registry, "blobs", "sha256"));
        File.CreateSymbolicLink(Path.Combine(blobs.FullName, digest.Hex), "/proc/self/mem");
        await using var stream = (await Open().OpenBlobAsync("protoc", new(MediaTypes.LayerTarGzip, digest, 1), Cancellation))!;

        foreach (var failure in (OcxException[])
        [
            await Assert.ThrowsExactlyAsync<OcxException>(() => stream.ReadExactlyAsync(new byte[1], Cancellation).AsTask()),
            Assert.ThrowsExactly<OcxException>(() => stream.Read(new byte[1], 0, 1)),
        ])
        {
            Assert.AreSame(StoreErrors.InputOutput, failure.Code);
            Assert.Contains(Registry, failure.Message);
        }
    }

    [TestMethod]
    public async Task What_a_writer_left_behind_is_deleted_after_a_day()
    {
        var registry = Open();
        await registry.PutManifestAsync("protoc", "1", MediaTypes.ImageIndex, Manifest, Cancellation);
        var blobs = Path.Combine(Registry, "blobs", "sha256");
        string[] old = [Path.Combine(blobs, ".tmp-old"), Path.Combine(Registry, ".tmp-old")];
        var young = Path.Combine(blobs, ".tmp-young");
        var other = Path.Combine(blobs, "tmp-other");
        foreach (var path in (string[])[.. old, young, other])
        {
            File.WriteAllText(path, "x");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - (path == young ? TimeSpan.FromHours(23) : TimeSpan.FromHours(25)));
        }

        await registry.PutManifestAsync("protoc", "2", MediaTypes.ImageIndex, Manifest, Cancellation);

        Assert.IsEmpty(old.Where(File.Exists));
        Assert.IsTrue(File.Exists(young));
        Assert.IsTrue(File.Exists(other));
    }

    [TestMethod]
    public async Task A_layout_of_another_tool_is_read()
    {
        var manifest = """{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:DIGEST","size":2},"layers":[]}"""
            .Replace("DIGEST", Digest.Sha256("{}"u8).Hex, StringComparison.Ordinal);
        var digest = Digest.Sha256(Encoding.UTF8.GetBytes(manifest));
        Directory.CreateDirectory(Path.Combine(Registry, "blobs", "sha256"));
        await File.WriteAllTextAsync(Path.Combine(Registry, "blobs", "sha256", digest.Hex), manifest, Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(Registry, "index.json"),
            $$"""
            { "schemaVersion": 2, "manifests": [
                { "mediaType": "{{MediaTypes.ImageManifest}}", "digest": "{{digest}}", "size": {{manifest.Length}} },
                { "mediaType": "{{MediaTypes.ImageManifest}}", "digest": "{{digest}}", "size": {{manifest.Length}},
                  "platform": { "os": "linux", "architecture": "amd64" }, "annotations": { "org.opencontainers.image.ref.name": "org/cmake:3.28" } } ] }
            """,
            Cancellation);

        var found = await Open().GetManifestAsync("org/cmake", "3.28", Cancellation);
        var byDigest = await Open().GetManifestAsync("org/cmake", digest.ToString(), Cancellation);

        Assert.AreEqual(digest, found!.Digest);
        Assert.AreEqual(MediaTypes.ImageManifest, byDigest!.MediaType);
        Assert.AreSequenceEqual(new[] { "3.28" }, (await Open().ListTagsAsync("org/cmake", Cancellation)).ToArray());
    }

    [TestMethod]
    public async Task A_missing_directory_has_no_tags_and_is_named()
    {
        var registry = Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.GetManifestAsync("protoc", "31.1", Cancellation));
        Assert.AreEqual("OCX2016", failure.Code.Id);
        Assert.Contains(Registry, failure.Message);
        Assert.IsEmpty(await registry.ListTagsAsync("protoc", Cancellation));
        Assert.IsFalse(Directory.Exists(Registry));
    }

    [TestMethod]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                var registry = Open();
                for (var i = 0; i < 10; i++)
                {
                    await registry.PutManifestAsync("protoc", $"{writer}.{i}", MediaTypes.ImageIndex, Manifest, Cancellation);
                    Assert.IsNotNull(await registry.GetManifestAsync("protoc", $"{writer}.{i}", Cancellation));
                }
            },
            Cancellation));

        await Task.WhenAll(writers);

        Assert.HasCount(80, await Open().ListTagsAsync("protoc", Cancellation));
        Assert.IsEmpty(Directory.GetFiles(Registry, AtomicFile.TemporaryPrefix + "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task A_writer_that_never_ends_is_not_waited_for_without_end()
    {
        Directory.CreateDirectory(Registry);
        await using var held = new FileStream(Path.Combine(Registry, ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var impatient = new DirectoryRegistry("tools.local", Registry, lockTimeout: TimeSpan.Zero);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            impatient.PutManifestAsync("protoc", "1", MediaTypes.ImageIndex, Manifest, Cancellation));

        Assert.AreSame(StoreErrors.LockTimeout, failure.Code);
        Assert.Contains(Registry, failure.Message);
    }

    [TestMethod]
    public async Task A_damaged_manifest_is_refused()
    {
        await Open().PutManifestAsync("protoc", "31.1", MediaTypes.ImageIndex, Manifest, Cancellation);
        await File.AppendAllTextAsync(Path.Combine(Registry, "blobs", "sha256", Digest.Sha256(Manifest).Hex), " ", Cancellation);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open().GetManifestAsync("protoc", "31.1", Cancellation));

        Assert.AreSame(RegistryErrors.DigestMismatch, failure.Code);
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("""{"schemaVersion":1,"manifests":[]}""")]
    [DataRow("""{"schemaVersion":2}""")]
    [DataRow("""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","size":1}]}""")]
    [DataRow("""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"sha256:../../etc/passwd","size":1}]}""")]
    public async Task A_damaged_index_is_refused_with_its_path(string index)
    {
        Directory.CreateDirectory(Registry);
        await File.WriteAllTextAsync(Path.Combine(Registry, "index.json"), index, Cancellation);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open().ListTagsAsync("protoc", Cancellation));

        Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
        Assert.Contains(Path.Combine(Registry, "index.json"), failure.Message);
    }

    [TestMethod]
    public async Task A_blob_that_was_copied_in_part_is_mended()
    {
        var digest = Digest.Sha256("[1]"u8);
        await PushAsync("[1]");
        await File.WriteAllTextAsync(Path.Combine(Registry, "blobs", "sha256", digest.Hex), "[", Cancellation);

        await PushAsync("[1]");

        Assert.AreEqual("[1]", await File.ReadAllTextAsync(Path.Combine(Registry, "blobs", "sha256", digest.Hex), Cancellation));
    }

    [TestMethod]
    public async Task A_path_that_cannot_be_a_registry_is_named()
    {
        await File.WriteAllTextAsync(Registry, "a file", Cancellation);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PushAsync("[1]"));

        Assert.AreSame(StoreErrors.InputOutput, failure.Code);
        Assert.Contains(Registry, failure.Message);
    }

    [TestMethod]
    [DataRow("[1]")]
    [DataRow("{}")]
    [DataRow("not json")]
    [DataRow("""{"mediaType":"text/html","layers":[]}""")]
    [DataRow("""{"mediaType":null}""")]
    public async Task A_blob_that_is_no_manifest_is_not_read_as_one(string content)
    {
        var digest = Digest.Sha256(Encoding.UTF8.GetBytes(content));
        await PushAsync(content);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open().GetManifestAsync("protoc", digest.ToString(), Cancellation));

        Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
    }

    private Task<BlobPush> PushAsync(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return Open().PushBlobAsync("protoc", new("a/b", Digest.Sha256(bytes), bytes.Length), () => new MemoryStream(bytes), Cancellation);
    }

    private DirectoryRegistry Open() => new("tools.local", Registry);
}
