using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Copying;

/// <summary>What a source must not do, and what is then at the target: no tag.</summary>
[TestClass]
public sealed class CopyFaultTests
{
    [TestMethod]
    public async Task A_damaged_layer_is_not_passed_on()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        var blob = Path.Combine(fixture.Engine.Files["registry"], "blobs", "sha256", Digest.Sha256("shared"u8).Hex);
        File.SetAttributes(blob, FileAttributes.Normal);
        File.WriteAllText(blob, "SHARED");

        await RefusedAsync(fixture, RegistryErrors.DigestMismatch);

        File.Delete(blob);
        await RefusedAsync(fixture, RegistryErrors.NotFound);
    }

    [TestMethod]
    public async Task A_large_layer_goes_in_pieces()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64", new string('x', 10_000_000));

        await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.IsLessThanOrEqualTo(4 * 1024 * 1024, fixture.Writes.Max(request => request.BodyLength));
        await fixture.CopyAsync(fixture.Far, "other.local/acme/tool");
        Assert.AreSequenceEqual((await fixture.IndexAsync(CopyFixture.Tool))!.ToBytes(), (await fixture.IndexAsync("other.local/acme/tool:1.2.3"))!.ToBytes());
    }

    [TestMethod]
    public async Task Other_things_than_packages_are_refused()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64", artifactType: "application/vnd.example.chart");

        await RefusedAsync(fixture, RegistryErrors.NotAPackage);
    }

    [TestMethod]
    public async Task What_names_a_manifest_that_is_gone_is_refused()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var entry = new Descriptor(MediaTypes.ImageManifest, Digest.Sha256("gone"u8), 4, Platform.Any.ToDescriptor());
        await fixture.PutAsync("tools.local/acme/other:1", "any");
        await PutIndexAsync(fixture, ImageIndex.Empty.With(entry));

        await RefusedAsync(fixture, RegistryErrors.NotFound);
    }

    [TestMethod]
    [DataRow(513, 1)]
    [DataRow(1, (8L * 1024 * 1024 * 1024) + 1)]
    public async Task Manifests_are_bounded(int blobs, long size)
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync("tools.local/acme/other:1", "any");
        var layers = Enumerable.Range(0, blobs - 1).Select(n => new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256([(byte)n, (byte)(n >> 8)]), size));
        var manifest = ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256("{}"u8), size), [.. layers]).ToBytes();
        await fixture.Registry("tools.local").PutManifestAsync(
            "acme/tool", Digest.Sha256(manifest).ToString(), MediaTypes.ImageManifest, manifest, CancellationToken.None);
        await PutIndexAsync(
            fixture, ImageIndex.Empty.With(new Descriptor(MediaTypes.ImageManifest, Digest.Sha256(manifest), manifest.Length, Platform.Any.ToDescriptor())));

        await RefusedAsync(fixture, RegistryErrors.CopyLimit);
    }

    [TestMethod]
    public async Task Entries_for_no_known_platform_are_left_out_and_told()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        var attestation = new Descriptor(MediaTypes.ImageManifest, Digest.Sha256("x"u8), 1, new("unknown", "unknown"));
        await PutIndexAsync(fixture, (await fixture.IndexAsync(CopyFixture.Tool))!.With(attestation));

        await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.HasCount(1, (await fixture.IndexAsync(fixture.Far))!.Manifests);
        Assert.Contains("is copied: 1 of its entries", string.Join('\n', fixture.Engine.Observer.Warnings));
    }

    [TestMethod]
    public async Task Canonical_tags_that_the_target_refuses_are_told_only()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        fixture.Server.Faults.Add(Fault.Error(403, "DENIED", "no such tags"), path: "manifests/sha256.", method: "PUT");

        var copied = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.IsEmpty(copied.CanonicalTags);
        Assert.Contains("not under the tag of its digest", string.Join('\n', fixture.Engine.Observer.Warnings));
        Assert.IsNotNull(await fixture.IndexAsync(fixture.Far));
    }

    private static Task PutIndexAsync(CopyFixture fixture, ImageIndex index) =>
        fixture.Registry("tools.local").PutManifestAsync("acme/tool", "1.2.3", MediaTypes.ImageIndex, index.ToBytes(), CancellationToken.None);

    private static async Task RefusedAsync(CopyFixture fixture, ErrorCode code)
    {
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.CopyAsync(CopyFixture.Tool, fixture.Far));
        Assert.AreSame(code, failure.Code, failure.Message);
        Assert.IsNull(await fixture.IndexAsync(fixture.Far));
    }
}
