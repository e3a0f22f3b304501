using System.Diagnostics;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Registry;

/// <summary>A directory that somebody has tidied up, damaged or set a trap in.</summary>
[TestClass]
public sealed class DirectoryDamageTests(TestContext context) : IDisposable
{
    private static readonly byte[] Content = ImageIndex.Empty.ToBytes();

    private readonly DirectoryLayout _layout = new();

    private CancellationToken Cancellation => context.CancellationToken;

    public void Dispose() => _layout.Dispose();

    [TestMethod]
    public async Task A_tag_whose_manifest_was_deleted_is_missing_by_its_digest()
    {
        var digest = _layout.Add("protoc:1");
        File.Delete(_layout.BlobPath(digest));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => _layout.Open().GetManifestAsync("protoc", "1", Cancellation));

        Assert.AreSame(RegistryErrors.NotFound, failure.Code);
        Assert.Contains(digest.ToString(), failure.Message);
        Assert.Contains("tools.local/protoc:1", failure.Message);
        Assert.Contains(_layout.Path, failure.Message);
        Assert.IsNotNull(failure.NextStep);
        Assert.IsNull(await _layout.Open().FindDigestAsync("protoc", "1", Cancellation));
        Assert.IsNull(await _layout.Open().GetManifestAsync("protoc", digest.ToString(), Cancellation));
        Assert.AreSequenceEqual(new[] { "1" }, (await _layout.Open().ListTagsAsync("protoc", Cancellation)).ToArray());
    }

    [TestMethod]
    [DataRow("index.json")]
    [DataRow("oci-layout")]
    [DataRow("blobs")]
    public async Task What_was_deleted_is_not_there_and_the_next_push_makes_it_anew(string part)
    {
        _layout.Add("protoc:1");
        var path = Path.Combine(_layout.Path, part);
        if (part == "blobs")
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }

        var registry = _layout.Open();
        Assert.IsNull(await registry.GetManifestAsync("protoc", "2", Cancellation));
        Assert.IsNull(await registry.GetManifestAsync("protoc", Digest.Sha256([9]).ToString(), Cancellation));
        Assert.IsNull(await registry.FindBlobSizeAsync("protoc", Digest.Sha256([9]), Cancellation));

        await registry.PutManifestAsync("protoc", "2", MediaTypes.ImageIndex, Content, Cancellation);

        Assert.IsNotNull(await registry.GetManifestAsync("protoc", "2", Cancellation));
        Assert.IsTrue(File.Exists(Path.Combine(_layout.Path, "index.json")));
        Assert.IsTrue(File.Exists(Path.Combine(_layout.Path, "oci-layout")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("""{"schemaVersion":1,"manifests":[]}""")]
    [DataRow("""{"schemaVersion":2,"manifests":[null]}""")]
    [DataRow("""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"sha256:../../x","size":1}]}""")]
    [DataRow("""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"md5:d41d8cd98f00b204e9800998ecf8427e","size":1}]}""")]
    public async Task An_index_that_is_none_is_named_and_not_written_over(string text)
    {
        await File.WriteAllTextAsync(_layout.IndexPath, text, Cancellation);
        var registry = _layout.Open();

        foreach (var attempt in (Func<Task>[])
        [
            () => registry.GetManifestAsync("protoc", "1", Cancellation),
            () => registry.FindDigestAsync("protoc", "1", Cancellation),
            () => registry.ListTagsAsync("protoc", Cancellation),
            () => registry.ListRepositoriesAsync(Cancellation),
            () => registry.PutManifestAsync("protoc", "1", MediaTypes.ImageIndex, Content, Cancellation),
        ])
        {
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(attempt);
            Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
            Assert.Contains(_layout.IndexPath, failure.Message);
            Assert.Contains("copy", failure.NextStep!);
        }

        Assert.AreEqual(text, await File.ReadAllTextAsync(_layout.IndexPath, Cancellation));
    }

    [TestMethod]
    public async Task Reading_writes_nothing()
    {
        var digest = _layout.Add("protoc:1");
        var before = _layout.Snapshot();
        var registry = _layout.Open();

        await registry.GetManifestAsync("protoc", "1", Cancellation);
        await registry.GetManifestAsync("protoc", "2", Cancellation);
        await registry.FindDigestAsync("protoc", "1", Cancellation);
        await registry.ListTagsAsync("protoc", Cancellation);
        await registry.ListRepositoriesAsync(Cancellation);
        await registry.FindBlobSizeAsync("protoc", digest, Cancellation);
        await (await registry.OpenBlobAsync("protoc", new("a/b", digest, 1), Cancellation))!.DisposeAsync();

        Assert.AreEqual(before, _layout.Snapshot());
    }

    [TestMethod]
    public async Task Putting_what_is_there_leaves_the_index_alone()
    {
        var registry = _layout.Open();
        await registry.PutManifestAsync("protoc", "1", MediaTypes.ImageIndex, Content, Cancellation);
        var before = File.ReadAllBytes(_layout.IndexPath);
        File.SetLastWriteTimeUtc(_layout.IndexPath, DateTime.UnixEpoch);

        await registry.PutManifestAsync("protoc", "1", MediaTypes.ImageIndex, Content, Cancellation);

        Assert.AreSequenceEqual(before, File.ReadAllBytes(_layout.IndexPath));
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_layout.IndexPath));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("blob")]
    [DataRow("blob behind a link")]
    [DataRow("index")]
    public async Task A_pipe_is_not_waited_for(string place)
    {
        var digest = _layout.Add("protoc:1");
        var path = place == "index" ? _layout.IndexPath : _layout.BlobPath(digest);
        File.Delete(path);
        var pipe = place == "blob behind a link" ? Path.Combine(_layout.Path, "pipe") : path;
        using (var process = Process.Start("mkfifo", [pipe]))
        {
            await process.WaitForExitAsync(Cancellation);
        }

        if (pipe != path)
        {
            File.CreateSymbolicLink(path, pipe);
        }

        var reading = Task.Run(() => _layout.Open().GetManifestAsync("protoc", "1", Cancellation), Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => reading.WaitAsync(TimeSpan.FromMinutes(1), Cancellation));

        Assert.AreSame(StoreErrors.InputOutput, failure.Code);
        Assert.Contains($"{path} is not a plain file", failure.Message);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_blob_may_be_a_link_and_is_compared_with_its_digest_all_the_same()
    {
        var digest = _layout.Add("protoc:1");
        var elsewhere = Path.Combine(_layout.Path, "elsewhere");
        File.Move(_layout.BlobPath(digest), elsewhere);
        File.CreateSymbolicLink(_layout.BlobPath(digest), elsewhere);
        Assert.IsNotNull(await _layout.Open().GetManifestAsync("protoc", "1", Cancellation));

        File.Delete(_layout.BlobPath(digest));
        File.CreateSymbolicLink(_layout.BlobPath(digest), "/etc/passwd");
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => _layout.Open().GetManifestAsync("protoc", digest.ToString(), Cancellation));

        Assert.IsTrue(failure.Code == RegistryErrors.DigestMismatch || failure.Code == RegistryErrors.ManifestInvalid, failure.ToString());
        Assert.DoesNotContain("root:", failure.ToString());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("dangling")]
    [DataRow("loop")]
    public async Task A_link_that_leads_nowhere_ends_in_an_error(string kind)
    {
        var digest = _layout.Add("protoc:1");
        var path = _layout.BlobPath(digest);
        File.Delete(path);
        File.CreateSymbolicLink(path, kind == "loop" ? path : "nothing");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => _layout.Open().GetManifestAsync("protoc", "1", Cancellation));

        Assert.AreSame(kind == "loop" ? StoreErrors.InputOutput : RegistryErrors.NotFound, failure.Code);
    }
}
