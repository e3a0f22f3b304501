using Ocx.Core.Diagnostics;
using Ocx.Core.Tests.Engine;
using Ocx.Core.Verification;
using Ocx.Testing;

namespace Ocx.Core.Tests.Verification;

/// <summary>What is fetched, what is left when it cannot be, and what goes on beside.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class RepairTests
{
    [TestMethod]
    public async Task AMissingOrEmptyStoreIsSound()
    {
        using var fixture = new EngineFixture();
        using var engine = fixture.Open();

        Assert.AreSame(VerificationResult.Nothing, await engine.VerifyStoreAsync([], repair: true, CancellationToken.None));
        Assert.IsFalse(Directory.Exists(fixture.Home));
        Directory.CreateDirectory(fixture.Home);
        Assert.IsEmpty((await engine.VerifyStoreAsync([], repair: true, CancellationToken.None)).Findings);
        Assert.IsEmpty(Directory.GetFileSystemEntries(fixture.Home));
    }

    [TestMethod]
    public async Task ASoundStoreIsOnlyRead()
    {
        using var store = await InstalledStore.CreateAsync();
        File.Delete(store.Fixture.Files["config.toml"]);
        using var engine = store.Fixture.Open();

        var result = await engine.VerifyStoreAsync([], repair: false, CancellationToken.None);

        Assert.IsEmpty(result.Findings, string.Join('\n', result.Findings));
        Assert.AreEqual((3, 2), (result.Packages, result.Layers));
        Assert.IsGreaterThan(5000L, result.Bytes);
    }

    [TestMethod]
    public async Task FromANetworkRegistryOnlyTheDamagedLayerIsFetched()
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
        using var store = await InstalledStore.CreateAsync(fixture, registry.Host);
        Damage.Flip(Path.Combine(store.Tool.Content, "lib", "data"));
        registry.ResetRequests();

        var repaired = Assert.ContainsSingle(await store.VerifyAsync(repair: true));

        Assert.AreEqual(FindingStatus.Repaired, repaired.Status);
        Assert.ContainsSingle(registry.Requests.All.Where(request => request.Kind == RequestKind.Blob && request.Method == "GET"));
        Assert.IsEmpty(await store.VerifyAsync());
        Assert.AreEqual(new string('d', 5000), File.ReadAllText(Path.Combine(store.Twin.Content, "lib", "data")));
    }

    [TestMethod]
    public async Task OfflineADamagedLayerStaysAndIsNamed()
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
        using var store = await InstalledStore.CreateAsync(fixture, registry.Host);
        Damage.Flip(Path.Combine(store.Tool.Content, "lib", "data"));
        File.Delete(store.Library.InstallFile);
        var before = Snapshot(store);

        var found = await store.VerifyAsync(repair: true, offline: true);

        var failed = found.Single(finding => finding.Kind == FindingKind.Layer);
        Assert.AreEqual((FindingStatus.Failed, ExitCode.PolicyBlocked), (failed.Status, failed.Failure!.Exit));
        Assert.Contains(Path.GetFileName(store.Layer), failed.Failure.Message);
        Assert.AreEqual(FindingStatus.Repaired, found.Single(finding => finding.Path == store.Library.Root).Status, "all it needs is in the store");
        Assert.AreEqual(before, Snapshot(store));
    }

    [TestMethod]
    public async Task WhatTheRegistryHasNoMoreStaysAndIsNamed()
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Flip(Path.Combine(store.Tool.Content, "lib", "data"));
        Damage.Delete(store.Fixture.Files["registry"]);
        var before = Snapshot(store);

        var failed = Assert.ContainsSingle(await store.VerifyAsync(repair: true));

        Assert.AreEqual(FindingStatus.Failed, failed.Status);
        Assert.AreEqual(before, Snapshot(store));
    }

    [TestMethod]
    public async Task NamedPackagesAreLookedAtWithWhatTheyNeed()
    {
        using var store = await InstalledStore.CreateAsync();
        File.Delete(store.Library.InstallFile);
        File.Delete(store.Twin.InstallFile);

        Assert.AreEqual(store.Library.Root, Assert.ContainsSingle(await store.VerifyAsync(packages: "tools.local/tool:1")).Path);
        Assert.AreEqual(store.Twin.Root, Assert.ContainsSingle(await store.VerifyAsync(packages: "tools.local/twin:1")).Path);
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => store.VerifyAsync(packages: "other.local/none:1"));
        Assert.AreEqual("OCX3010", failure.Code.Id);
    }

    [TestMethod]
    public async Task AStoreUnderAnotherPathIsSoundToo()
    {
        using var store = await InstalledStore.CreateAsync();
        var other = store.Fixture.Files["other"];
        Directory.CreateSymbolicLink(other, store.Home);
        using var engine = new OcxEngine(new EngineOptions(store.Fixture.Files.Path, store.Fixture.Variables, other, "config.toml"));

        var found = (await engine.VerifyStoreAsync([], repair: false, CancellationToken.None)).Findings;

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    public async Task WhatIsInTheMakingOrNotYetNeededIsNoDamage()
    {
        using var store = await InstalledStore.CreateAsync();
        store.Fixture.Files.Write("home/temp/0123/content/half", "half of a file");
        Directory.CreateDirectory(Path.Combine(store.Home, "blobs", "tools.local", "sha256", "aa", new string('a', 30)));
        Damage.Delete(store.Twin.Root);
        Directory.Delete(Path.Combine(store.Home, "symlinks", "tools.local", "twin"), recursive: true);
        var blob = Directory.GetFiles(Path.Combine(store.Home, "blobs"), "data", SearchOption.AllDirectories)[0];
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(blob)!, ".tmp-1234"), "half");

        var found = await store.VerifyAsync();

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    public async Task InstallsAndCollectionsBesideItAreNoDamage()
    {
        using var store = await InstalledStore.CreateAsync();
        var rounds = LongTests.Wanted ? 200 : 10;
        using var ended = new CancellationTokenSource();
        var churning = Task.Run(
            async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    using var engine = store.Fixture.Open();
                    var twin = engine.ParseIdentifier("tools.local/twin:1");
                    await engine.UninstallAsync([twin], deselect: true, purge: true, CancellationToken.None);
                    using (var cleaner = store.Fixture.Open())
                    {
                        await cleaner.CleanAsync(new(), CancellationToken.None);
                    }

                    await engine.InstallAsync([twin], null, link: true, select: true, CancellationToken.None);
                }
            },
            CancellationToken.None);
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var damage = (await store.VerifyAsync()).Where(finding => finding.IsDamage).ToList();
                Assert.IsEmpty(damage, string.Join('\n', damage));
            }
        }
        finally
        {
            await ended.CancelAsync();
            await churning;
        }

        await store.ShouldBeSoundAsync();
    }

    /// <summary>Every file that matters, with its content.</summary>
    private static string Snapshot(InstalledStore store) => string.Join(
        '\n',
        new[] { store.Tool.Root, store.Twin.Root, store.Layer }
            .SelectMany(root => Directory.GetFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));
}
