using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Referrers;

namespace Ocx.Core.Tests.Registry;

/// <summary>What holds for every registry, whatever carries it.</summary>
public abstract class RegistryContract
{
    protected const string Repository = "org/tools/cmake";

    public required TestContext TestContext { get; set; }

    protected IRegistry Registry { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_manifest_is_found_under_its_tag_and_its_digest()
    {
        var content = Manifest("one");
        await Registry.PutManifestAsync(Repository, "3.28", MediaTypes.ImageIndex, content, Cancellation);

        var byTag = await Registry.GetManifestAsync(Repository, "3.28", Cancellation);
        var byDigest = await Registry.GetManifestAsync(Repository, Digest.Sha256(content).ToString(), Cancellation);

        foreach (var found in (RegistryDocument?[])[byTag, byDigest])
        {
            Assert.IsNotNull(found);
            Assert.AreEqual(MediaTypes.ImageIndex, found.MediaType);
            Assert.AreEqual(Digest.Sha256(content), found.Digest);
            Assert.AreSequenceEqual(content, found.Content.ToArray());
        }
    }

    [TestMethod]
    public async Task A_manifest_put_by_digest_has_no_tag()
    {
        var content = Manifest("one");
        var digest = Digest.Sha256(content).ToString();

        await Registry.PutManifestAsync(Repository, digest, MediaTypes.ImageIndex, content, Cancellation);

        Assert.IsNotNull(await Registry.GetManifestAsync(Repository, digest, Cancellation));
        Assert.IsEmpty(await Registry.ListTagsAsync(Repository, Cancellation));
    }

    [TestMethod]
    public async Task A_manifest_is_not_put_under_the_digest_of_another()
    {
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Registry.PutManifestAsync(
            Repository, Digest.Sha256([1]).ToString(), MediaTypes.ImageIndex, Manifest("one"), Cancellation));

        Assert.AreSame(RegistryErrors.DigestMismatch, failure.Code);
    }

    [TestMethod]
    public async Task A_tag_moves()
    {
        await Registry.PutManifestAsync(Repository, "3", MediaTypes.ImageIndex, Manifest("old"), Cancellation);
        await Registry.PutManifestAsync(Repository, "3", MediaTypes.ImageIndex, Manifest("new"), Cancellation);

        var found = await Registry.GetManifestAsync(Repository, "3", Cancellation);

        Assert.AreSequenceEqual(Manifest("new"), found!.Content.ToArray());
        Assert.HasCount(1, await Registry.ListTagsAsync(Repository, Cancellation));
    }

    [TestMethod]
    public async Task What_is_missing_is_null()
    {
        var digest = Digest.Sha256("nothing"u8);

        Assert.IsNull(await Registry.GetManifestAsync(Repository, "none", Cancellation));
        Assert.IsNull(await Registry.GetManifestAsync(Repository, digest.ToString(), Cancellation));
        Assert.IsNull(await Registry.OpenBlobAsync(Repository, new(MediaTypes.LayerTarGzip, digest, 7), Cancellation));
        Assert.IsNull(await Registry.FindDigestAsync(Repository, "none", Cancellation));
        Assert.IsNull(await Registry.FindBlobSizeAsync(Repository, digest, Cancellation));
        Assert.IsEmpty(await Registry.ListTagsAsync(Repository, Cancellation));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(3 * 1024 * 1024)]
    [DataRow((3 * 1024 * 1024) + 1)]
    public async Task A_blob_comes_back_as_it_went(int size)
    {
        var blob = RandomNumberGenerator.GetBytes(size);
        var descriptor = DescriptorOf(blob);

        await Registry.PushBlobAsync(Repository, descriptor, () => new MemoryStream(blob), Cancellation);

        Assert.IsNotNull(await Registry.FindBlobSizeAsync(Repository, descriptor.Digest, Cancellation));
        Assert.AreEqual(descriptor.Digest, Digest.Sha256(await ReadAsync(descriptor)));
    }

    [TestMethod]
    public async Task A_blob_that_is_there_is_not_read_again()
    {
        byte[] blob = [1, 2, 3];
        await Registry.PushBlobAsync(Repository, DescriptorOf(blob), () => new MemoryStream(blob), Cancellation);

        await Registry.PushBlobAsync(Repository, DescriptorOf(blob), () => throw new InvalidOperationException("opened"), Cancellation);
    }

    [TestMethod]
    [DataRow(new byte[] { 1, 2, 4 }, "OCX2006")]
    [DataRow(new byte[] { 1, 2 }, "OCX2007")]
    [DataRow(new byte[] { 1, 2, 3, 4 }, "OCX2015")]
    public async Task A_blob_that_is_not_what_its_descriptor_says_is_not_stored(byte[] content, string code)
    {
        var descriptor = DescriptorOf([1, 2, 3]);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            Registry.PushBlobAsync(Repository, descriptor, () => new MemoryStream(content), Cancellation));

        Assert.AreEqual(code, failure.Code.Id);
        Assert.IsNull(await Registry.FindBlobSizeAsync(Repository, descriptor.Digest, Cancellation));
    }

    [TestMethod]
    public async Task All_tags_of_one_repository_are_listed()
    {
        var content = Manifest("one");
        var tags = Enumerable.Range(1000, 205).Select(number => $"1.{number}").ToList();
        foreach (var tag in tags)
        {
            await Registry.PutManifestAsync(Repository, tag, MediaTypes.ImageIndex, content, Cancellation);
        }

        await Registry.PutManifestAsync("org/tools", "other", MediaTypes.ImageIndex, content, Cancellation);
        await Registry.PutManifestAsync(Repository + "-extra", "other", MediaTypes.ImageIndex, content, Cancellation);

        Assert.AreSequenceEqual(tags, (await Registry.ListTagsAsync(Repository, Cancellation)).Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    public async Task The_digest_of_a_tag_is_found()
    {
        await Registry.PutManifestAsync(Repository, "3.28", MediaTypes.ImageIndex, Manifest("one"), Cancellation);

        Assert.AreEqual(Digest.Sha256(Manifest("one")), await Registry.FindDigestAsync(Repository, "3.28", Cancellation));
    }

    [TestMethod]
    public async Task All_repositories_are_listed()
    {
        foreach (var repository in (string[])["tools/b", "tools/a", "c"])
        {
            // Some registries know a repository by its blobs.
            await Registry.PushBlobAsync(repository, DescriptorOf([1, 2, 3]), () => new MemoryStream([1, 2, 3]), Cancellation);
            await Registry.PutManifestAsync(repository, "1", MediaTypes.ImageIndex, Manifest("one"), Cancellation);
            await Registry.PutManifestAsync(repository, "2", MediaTypes.ImageIndex, Manifest("two"), Cancellation);
        }

        Assert.AreSequenceEqual(new[] { "c", "tools/a", "tools/b" }, (await Registry.ListRepositoriesAsync(Cancellation)).ToArray());
    }

    [TestMethod]
    public async Task Cancellation_ends_the_work()
    {
        var cancelled = new CancellationToken(canceled: true);
        byte[] blob = [1, 2, 3];

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            Registry.PushBlobAsync(Repository, DescriptorOf(blob), () => new MemoryStream(blob), cancelled));
    }

    [TestMethod]
    public async Task What_refers_to_a_manifest_is_listed_and_read()
    {
        await PutAsync(Manifest("subject"));
        var signature = await ReferAsync("application/vnd.dev.sigstore.bundle.v0.3+json");
        var bill = await ReferAsync("text/spdx");

        foreach (var (type, expected) in ((string?, Digest[])[])[("text/spdx", [bill]), ("text/none", []), (null, [signature, bill])])
        {
            var found = await Registry.ListReferrersAsync(Repository, Subject, type, Cancellation);
            Assert.AreSequenceEqual(
                expected.Select(digest => digest.ToString()).Order(StringComparer.Ordinal).ToArray(),
                found.Select(entry => entry.Digest.ToString()).Order(StringComparer.Ordinal).ToArray());
            foreach (var entry in found)
            {
                Assert.IsNotNull(await Registry.ReadReferrerAsync(Repository, Subject, entry, Cancellation));
            }
        }

        Assert.IsEmpty(await Registry.ListReferrersAsync(Repository, bill, null, Cancellation));
        Assert.IsEmpty(await Registry.ListReferrersAsync("org/other", Subject, null, Cancellation));
    }

    [TestMethod]
    public async Task A_registry_without_the_api_keeps_its_referrers_under_a_tag_of_the_specification()
    {
        await PutAsync(Manifest("subject"));
        var bill = await ReferAsync("text/spdx");
        // A list of everything is no way to put the same entry twice.
        await ReferAsync("text/spdx");

        var list = await Registry.GetManifestAsync(Repository, $"sha256-{Subject.Hex}", Cancellation);

        Assert.AreEqual(HasReferrersApi, list is null);
        Assert.AreSequenceEqual(HasReferrersApi ? [] : new[] { $"sha256-{Subject.Hex}" }, (await Registry.ListTagsAsync(Repository, Cancellation)).ToArray());
        if (list is not null)
        {
            var entry = ImageIndex.Parse(list.Content.Span, "list").Manifests.Single();
            Assert.AreEqual((bill, "text/spdx", MediaTypes.ImageManifest), (entry.Digest, entry.ArtifactType, entry.MediaType));
        }
    }

    /// <summary>Whether the registry itself knows what refers to a manifest.</summary>
    protected virtual bool HasReferrersApi => false;

    private static Digest Subject => Digest.Sha256(Manifest("subject"));

    protected static byte[] Manifest(string mark) =>
        (ImageIndex.Empty with { Annotations = new Dictionary<string, string> { ["mark"] = mark } }).ToBytes();

    protected static Descriptor DescriptorOf(byte[] content) => new(MediaTypes.LayerTarGzip, Digest.Sha256(content), content.Length);

    private async Task<Digest> PutAsync(byte[] manifest, string mediaType = MediaTypes.ImageIndex)
    {
        var digest = Digest.Sha256(manifest);
        await Registry.PutManifestAsync(Repository, digest.ToString(), mediaType, manifest, Cancellation);
        return digest;
    }

    /// <summary>Puts a manifest without content of its own that refers to <see cref="Subject"/>.</summary>
    private async Task<Digest> ReferAsync(string artifactType)
    {
        var empty = new Descriptor("application/vnd.oci.empty.v1+json", Digest.Sha256("{}"u8), 2);
        await Registry.PushBlobAsync(Repository, empty, () => new MemoryStream("{}"u8.ToArray()), Cancellation);
        var subject = new Descriptor(MediaTypes.ImageIndex, Subject, Manifest("subject").Length);
        return await PutAsync(new ImageManifest(2, MediaTypes.ImageManifest, empty, [empty], subject, artifactType).ToBytes(), MediaTypes.ImageManifest);
    }

    protected async Task<byte[]> ReadAsync(Descriptor descriptor)
    {
        await using var stream = await Registry.OpenBlobAsync(Repository, descriptor, Cancellation);
        Assert.IsNotNull(stream);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }
}
