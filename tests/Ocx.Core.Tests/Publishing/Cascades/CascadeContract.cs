using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;

namespace Ocx.Core.Tests.Publishing.Cascades;

/// <summary>Checking and repairing rolling tags, whatever carries the registry.</summary>
public abstract class CascadeContract
{
    private protected RollingTags Tags { get; set; } = null!;

    [TestMethod]
    public async Task Every_platform_of_every_rolling_tag_has_a_row()
    {
        await PutBrokenAsync();

        var report = await Tags.CheckAsync();

        string[] expected =
        [
            "1 linux/amd64 missing - new 1.2.3 -",
            "1 linux/arm64 missing - arm 1.2.2 -",
            "1 windows/amd64 missing - win 1.2.2 -",
            "1.2 darwin/amd64 orphan mac - - -",
            "1.2 linux/amd64 stale old new 1.2.3 1.2.2",
            "1.2 linux/arm64 duplicate arm arm 1.2.2 1.2.2",
            "1.2 windows/amd64 missing - win 1.2.2 -",
            "latest linux/amd64 ok new new 1.2.3 1.2.3",
            "latest linux/arm64 ok arm arm 1.2.2 1.2.2",
            "latest windows/amd64 ok win win 1.2.2 1.2.2",
        ];
        Assert.AreSequenceEqual(expected, report.Rows.Select(Text));
        Assert.AreSequenceEqual(
            new[] { ("1", AliasState.Absent), ("1.2", AliasState.Present), ("latest", AliasState.Present) },
            report.Aliases.Select(alias => (alias.Key, alias.Value)));
        Assert.AreSequenceEqual(["1.2"], report.Unrepairable);
        Assert.AreSequenceEqual(["nightly"], report.IgnoredTags);
        Assert.IsFalse(report.IsClean);
    }

    [TestMethod]
    public async Task Repair_leaves_what_no_version_has_and_nothing_else()
    {
        await PutBrokenAsync();

        var repair = await Tags.RepairAsync();

        Assert.AreSequenceEqual(["1.2", "1"], repair.Planned, "the most specific first");
        Assert.IsTrue(repair.Outcomes.All(outcome => outcome is { Result: RepairResult.Written, Verified: true }));
        Assert.IsFalse(repair.IsClean, "a platform without a version is left");
        Assert.AreEqual(
            "darwin/amd64=mac linux/amd64=new linux/arm64=arm windows/amd64=win", await Tags.ReadAsync("1.2", "mac", "new", "arm", "win"));
        Assert.AreEqual("linux/amd64=new linux/arm64=arm windows/amd64=win", await Tags.ReadAsync("1", "new", "arm", "win"));
        Assert.AreSequenceEqual(["orphan"], (await Tags.CheckAsync()).Rows.Where(row => row.IsFinding).Select(row => row.Status.ToString().ToLowerInvariant()));
    }

    [TestMethod]
    public async Task After_a_repair_a_check_is_clean_and_another_repair_writes_nothing()
    {
        await Tags.PutAsync("debug-3.1.0_b1", "linux/amd64=d1");
        await Tags.PutAsync("debug-3.1.0_b2", "linux/amd64=d2");
        await Tags.PutAsync("3.0.0", "linux/amd64=a windows/amd64=w");
        await Tags.PutAsync("3.1.0-rc1_b1", "linux/amd64=rc");

        var first = await Tags.RepairAsync();
        var second = await Tags.RepairAsync();

        Assert.AreSequenceEqual(["debug-3.1.0", "3.0", "debug-3.1", "3", "debug-3", "3.1.0-rc1", "debug", "latest"], first.Planned);
        Assert.AreSequenceEqual(first.Planned, first.Written);
        Assert.IsTrue(first.IsClean);
        Assert.IsEmpty(second.Planned);
        Assert.IsEmpty(second.Outcomes);
        Assert.IsTrue(second.IsClean);
        Assert.IsTrue((await Tags.CheckAsync()).IsClean);
        Assert.AreEqual("linux/amd64=d2", await Tags.ReadAsync("debug", "d2"));
        Assert.AreEqual("linux/amd64=a windows/amd64=w", await Tags.ReadAsync("latest", "a", "w"));
    }

    [TestMethod]
    public async Task A_dry_run_writes_nothing()
    {
        await PutBrokenAsync();

        var repair = await Tags.RepairAsync(dryRun: true);

        Assert.AreSequenceEqual(["1.2", "1"], repair.Planned);
        Assert.IsEmpty(repair.Outcomes);
        Assert.IsFalse(repair.IsClean);
        Assert.AreEqual(AliasState.Absent, (await Tags.CheckAsync()).Aliases["1"]);
    }

    [TestMethod]
    public async Task A_bare_manifest_becomes_an_entry_behind_the_platforms()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.PutBareAsync("1.0", "bare");

        Assert.AreEqual(AliasState.NotAnIndex, (await Tags.CheckAsync()).Aliases["1.0"]);
        Assert.IsTrue((await Tags.RepairAsync()).IsClean);
        Assert.AreEqual("linux/amd64=a -=bare", await Tags.ReadAsync("1.0", "a", "bare"));
        Assert.IsTrue((await Tags.CheckAsync()).IsClean);
    }

    [TestMethod]
    public async Task A_package_for_any_platform_takes_the_place_of_a_bare_manifest()
    {
        await Tags.PutAsync("1.0.0", "any=a");
        await Tags.PutBareAsync("1.0", "bare");

        Assert.IsTrue((await Tags.RepairAsync()).IsClean);

        // Two entries for any platform are none: nobody could choose.
        Assert.AreEqual("any=a", await Tags.ReadAsync("1.0", "a"));
    }

    [TestMethod]
    public async Task What_is_no_platform_is_no_finding_and_stays()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a unknown/unknown=x");
        var annotations = new Dictionary<string, string> { ["org.opencontainers.image.source"] = "https://example.org" };
        await Tags.PutAsync("1.0", "unknown/unknown=proof linux/amd64=old", ImageIndex.Empty with { ArtifactType = "theirs", Annotations = annotations });

        Assert.IsTrue((await Tags.RepairAsync()).IsClean);

        Assert.AreEqual("linux/amd64=a unknown/unknown=proof", await Tags.ReadAsync("1.0", "a", "proof"));
        var index = await Tags.IndexAsync("1.0");
        Assert.AreEqual("theirs", index.ArtifactType);
        Assert.AreSequenceEqual(annotations, index.Annotations!);
    }

    [TestMethod]
    public async Task Features_in_another_order_are_the_same_platform()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64+libc.glibc,libc.musl=a");
        await Tags.RepairAsync();
        var index = await Tags.IndexAsync("1.0");
        var entry = index.Manifests.Single();
        var turned = entry with { Platform = entry.Platform! with { OsFeatures = ["libc.musl", "libc.glibc"] } };
        await Tags.Registry.PutManifestAsync(RollingTags.Repository, "1.0", MediaTypes.ImageIndex, (index with { Manifests = [turned] }).ToBytes(), CancellationToken.None);

        Assert.IsTrue((await Tags.CheckAsync()).IsClean);
    }

    [TestMethod]
    public async Task A_tag_is_not_written_while_a_manifest_of_its_versions_is_missing()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a windows/amd64=gone!");
        await Tags.PutAsync("1.0", "linux/amd64=old");

        var repair = await Tags.RepairAsync();

        Assert.IsTrue(repair.Outcomes.All(outcome => outcome.Result == RepairResult.Refused && outcome.Reason == RefusalReason.ChildManifestMissing));
        Assert.IsTrue(repair.Outcomes.All(outcome => outcome.Child == RollingTags.DigestOf("gone!")));
        Assert.HasCount(3, repair.Outcomes);
        Assert.IsEmpty(repair.Written);
        Assert.AreEqual("linux/amd64=old", await Tags.ReadAsync("1.0", "old"));
    }

    [TestMethod]
    public async Task A_platform_without_version_and_manifest_is_left_out()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.PutAsync("1.0", "linux/amd64=old windows/amd64=gone!");

        var repair = await Tags.RepairAsync();

        Assert.IsTrue(repair.IsClean);
        Assert.AreEqual("linux/amd64=a", await Tags.ReadAsync("1.0", "a"));
    }

    [TestMethod]
    public async Task A_tag_is_not_written_with_nothing_in_it()
    {
        await Tags.PutBareAsync("1.0.0", "bare");
        await Tags.PutAsync("1.0", "linux/amd64=gone! linux/amd64=gone!");

        var outcome = (await Tags.RepairAsync()).Outcomes.Single();

        Assert.AreEqual(new RepairOutcome("1.0", RepairResult.Refused) { Reason = RefusalReason.WouldEmptyIndex }, outcome);
    }

    [TestMethod]
    public async Task What_is_not_there_is_an_error()
    {
        await Tags.PutAsync("nightly", "linux/amd64=a");
        var none = await Assert.ThrowsExactlyAsync<OcxException>(() => Tags.CheckAsync(Tags.Package));
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        var unknown = await Assert.ThrowsExactlyAsync<OcxException>(() => Tags.CheckAsync(Tags.Package with { Tag = "2" }));

        Assert.AreSame(RegistryErrors.NotFound, none.Code);
        Assert.Contains("has no versions", none.Message);
        Assert.AreSame(RegistryErrors.NotFound, unknown.Code);
        Assert.Contains("has no version 2", unknown.Message);
    }

    [TestMethod]
    public async Task Names_of_one_package_add_up()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.PutAsync("2.0.0", "linux/amd64=b");

        var reports = await Tags.CheckAsync(Tags.Package with { Tag = "1.0" }, Tags.Package with { Tag = "2.0" });

        Assert.AreSequenceEqual(["1", "1.0", "2", "2.0", "latest"], reports.Single().Aliases.Keys);
    }

    private protected static string Text(CascadeRow row)
    {
        var names = ((string[])["old", "new", "arm", "win", "mac"]).ToDictionary(name => RollingTags.DigestOf(name));
        return string.Join(' ', row.Tag, row.Platform, row.Status.ToString().ToLowerInvariant(), Name(row.Observed), Name(row.Expected), row.Source ?? "-", row.ObservedSource ?? "-");

        string Name(Digest? digest) => digest is { } known ? names[known] : "-";
    }

    private async Task PutBrokenAsync()
    {
        await Tags.PutAsync("1.2.3", "linux/amd64=new");
        await Tags.PutAsync("1.2.2", "linux/amd64=old linux/arm64=arm windows/amd64=win");
        await Tags.PutAsync("1.2", "darwin/amd64=mac linux/amd64=old linux/arm64=old linux/arm64=arm");
        await Tags.PutAsync("latest", "linux/amd64=new linux/arm64=arm windows/amd64=win");
        await Tags.PutAsync("nightly", "linux/amd64=old");
        await Tags.PutAsync("sha256." + new string('a', 64), "linux/amd64=old");
    }
}
