using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Publishing.Copying;

[TestClass]
public sealed class CopyReferrersTests
{
    [TestMethod]
    [DataRow(true, DisplayName = "to a registry with the referrers API")]
    [DataRow(false, DisplayName = "to one without")]
    public async Task What_refers_to_a_package_and_to_that_is_copied(bool api)
    {
        await using var fixture = await CopyFixture.StartAsync(new(Referrers: api));
        var package = await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        var sbom = await fixture.ReferAsync("acme/tool", package, "sbom");
        var signature = await fixture.ReferAsync("acme/tool", sbom, "signature of the sbom");

        var first = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.AreEqual(2, first.Referrers);
        Assert.AreSequenceEqual(new[] { sbom }, await ReferrersAsync(fixture, package));
        Assert.AreSequenceEqual(new[] { signature }, await ReferrersAsync(fixture, sbom));
        fixture.Server.ResetRequests();
        Assert.AreEqual(0, (await fixture.CopyAsync(CopyFixture.Tool, fixture.Far)).Referrers);
        Assert.IsEmpty(fixture.Writes);
    }

    [TestMethod]
    public async Task They_can_be_left_out()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var package = await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        await fixture.ReferAsync("acme/tool", package, "sbom");

        Assert.AreEqual(0, (await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, request => request with { Referrers = false })).Referrers);

        Assert.IsEmpty(await ReferrersAsync(fixture, package));
    }

    [TestMethod]
    public async Task Eight_steps_are_copied_and_nine_refused()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var subject = await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        for (var step = 1; step <= 8; step++)
        {
            subject = await fixture.ReferAsync("acme/tool", subject, $"step {step}");
        }

        Assert.AreEqual(8, (await fixture.CopyAsync(CopyFixture.Tool, fixture.Far)).Referrers);
        await fixture.ReferAsync("acme/tool", subject, "step 9");

        await RefusedAsync(fixture, CopyFixture.Tool);
    }

    [TestMethod]
    public async Task Of_256_manifests_none_is_too_many()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var package = await fixture.PutAsync(fixture.Far, "linux/amd64");
        var first = await ReferAsync(package, "first");
        for (var n = 0; n < 200; n++)
        {
            await ReferAsync(package, $"{n}");
        }

        for (var n = 0; n < 55; n++)
        {
            await ReferAsync(first, $"{n} of the first");
        }

        Assert.AreEqual(256, (await fixture.CopyAsync(fixture.Far, $"{fixture.Server.Host}/near/tool")).Referrers);
        await ReferAsync(first, "one more");

        await RefusedAsync(fixture, fixture.Far);

        Task<Digest> ReferAsync(Digest subject, string what) => fixture.ReferAsync("far/tool", subject, what, fixture.Server.Host);
    }

    private static async Task RefusedAsync(CopyFixture fixture, string source)
    {
        var target = $"{fixture.Server.Host}/fresh/tool:1";
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.CopyAsync(source, target));
        Assert.AreEqual("OCX2028", failure.Code.Id);
        Assert.IsNull(await fixture.IndexAsync(target));
    }

    private static async Task<IEnumerable<Digest>> ReferrersAsync(CopyFixture fixture, Digest subject) =>
        (await fixture.Registry(fixture.Server.Host).ListReferrersAsync("far/tool", subject, null, CancellationToken.None)).Select(entry => entry.Digest);
}
