using Ocx.Core.Files;
using Ocx.Core.Store;
using Ocx.Core.Verification;

namespace Ocx.Core.Tests.Verification;

[TestClass]
public sealed class LinkDamageTests
{
    [TestMethod]
    public async Task ALinkWithoutBackReferenceGetsOne()
    {
        using var store = await InstalledStore.CreateAsync();
        References.RemoveBackward(store.Tool, store.ToolLink);

        Assert.AreEqual(
            $"Link {Path.GetRelativePath(store.Home, store.ToolLink)} the package it leads to, '{store.Tool.Root}', does not refer back to it, and may be collected",
            await store.FindOneAsync());
        await store.RepairAsync();
    }

    [TestMethod]
    public async Task ALinkThatDanglesGetsItsPackageBack()
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Delete(store.Tool.Root);

        var found = await store.VerifyAsync();

        Assert.HasCount(2, found, "the candidate and the current one");
        Assert.IsTrue(found.All(finding => finding.Kind == FindingKind.Link && finding.Problem == $"it leads to '{store.Tool.Root}', which is not there"));
        Assert.AreEqual("tools.local/tool:1", found.Single(finding => finding.Path == store.ToolLink).Identifier);
        await store.RepairAsync();
    }

    [TestMethod]
    public async Task AReferenceThatAnInterruptedCommandLeftIsNoDamage()
    {
        using var store = await InstalledStore.CreateAsync();
        var gone = Path.Combine(store.Home, "symlinks", "tools.local", "tool", "candidates", "2");
        References.AddBackward(store.Tool, gone);
        References.AddBackward(store.Twin, store.ToolLink);

        var found = await store.VerifyAsync();

        Assert.HasCount(2, found);
        Assert.IsTrue(found.All(finding => finding is { Status: FindingStatus.Leftover, IsDamage: false }));
        await store.RepairAsync();
    }

    [TestMethod]
    public async Task ALinkOfSomebodyElseIsLeftAlone()
    {
        using var store = await InstalledStore.CreateAsync();
        var link = Path.Combine(store.Home, "symlinks", "tools.local", "own", "current");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        SymbolicLink.Replace(link, store.Fixture.Files.Path, toDirectory: true);

        Assert.IsEmpty(await store.VerifyAsync());
    }
}
