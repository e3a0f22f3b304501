using System.Runtime.Versioning;
using Ocx.Core.Verification;

namespace Ocx.Core.Tests.Verification;

/// <summary>Whatever happens to a layer is found and named, and repaired in all packages that have it.</summary>
[TestClass]
[UnsupportedOSPlatform("windows")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class LayerDamageTests
{
    private const string Inventory = "content.mtree: ";

    [TestMethod]
    [DataRow("flip", "content/bin/hello: its content is not what was installed")]
    [DataRow("truncate", "content/lib/data: it has 2500 bytes and had 5000")]
    [DataRow("link", "content/lib/data: it is a link and was a file")]
    [DataRow("missing", "content/lib/data: it is missing")]
    [DataRow("extra", "content/etc/extra: it does not belong to the layer")]
    [DataRow("mode", "content/bin/hello: its mode is 0444 and was 0555")]
    [DataRow("directory mode", "content/etc: its mode is 0700 and was 0755")]
    [DataRow("digest", "digest: it is no digest")]
    [DataRow("other digest", "digest: it says sha256:0000000000000000000000000000000000000000000000000000000000000000, which is not what the path says")]
    [DataRow("no content", "content: it is missing, or no directory")]
    [DataRow("pipe", "content/lib/data: it is a device, pipe or socket and was a file")]
    [DataRow("cut inventory", Inventory + "Line 4 of")]
    [DataRow("binary inventory", Inventory + "Line 1 of")]
    [DataRow("huge inventory", Inventory + "Line 2 of")]
    [DataRow("climbing inventory", Inventory + "it lists '../../../../etc/passwd', which no layer can hold, or twice")]
    [DataRow("inventory link", Inventory + "it is no plain file")]
    public async Task IsNamedAndRepaired(string damage, string problem)
    {
        using var store = await InstalledStore.CreateAsync();
        Inflict(damage, store.Layer);

        var found = await store.VerifyAsync();

        var layer = found.Where(finding => finding.Kind == FindingKind.Layer).ToList();
        Assert.ContainsSingle(layer, string.Join('\n', found));
        Assert.AreEqual(store.Layer, layer[0].Path);
        Assert.StartsWith(problem, layer[0].Problem);
        Assert.StartsWith("tools.local/tool@sha256:", layer[0].Identifier);
        Assert.Contains(", tools.local/twin@sha256:", layer[0].Identifier!);
        await store.RepairAsync();
        Assert.AreEqual(InodeOf(store.Layer, "content/lib/data"), InodeOf(store.Tool.Root, "content/lib/data"));
        Assert.AreEqual(InodeOf(store.Layer, "content/lib/data"), InodeOf(store.Twin.Root, "content/lib/data"));
    }

    [TestMethod]
    public async Task AMissingLayerIsFetchedAgain()
    {
        using var store = await InstalledStore.CreateAsync();
        var layer = store.Layer;
        Damage.Delete(layer);

        Assert.AreEqual($"Layer {Path.GetRelativePath(store.Home, layer)} it is missing", await store.FindOneAsync());
        await store.RepairAsync();
    }

    [TestMethod]
    public async Task AChangeThroughThePackageIsOneOfTheLayer()
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Flip(Path.Combine(store.Twin.Content, "lib", "data"));

        Assert.AreEqual($"Layer {Path.GetRelativePath(store.Home, store.Layer)} content/lib/data: its content is not what was installed", await store.FindOneAsync());
        Assert.ContainsSingle(await store.VerifyAsync(packages: "tools.local/tool:1"));
        await store.RepairAsync();
    }

    [TestMethod]
    public async Task ALayerWithoutInventoryIsNoDamage()
    {
        using var store = await InstalledStore.CreateAsync();
        File.Delete(Path.Combine(store.Layer, "content.mtree"));

        var found = Assert.ContainsSingle(await store.VerifyAsync(repair: true));

        Assert.AreEqual((FindingKind.Layer, FindingStatus.Unverifiable), (found.Kind, found.Status));
    }

    [TestMethod]
    public async Task WhatNoPackageHasIsForTheCollection()
    {
        using var store = await InstalledStore.CreateAsync();
        var lone = Path.Combine(Path.GetDirectoryName(store.Layer)!, new string('a', 30));
        Directory.CreateDirectory(lone);

        var found = await store.VerifyAsync(repair: true);

        Assert.IsTrue(found.All(finding => finding.Path == lone && finding.Status == FindingStatus.Failed), string.Join('\n', found));
        Assert.AreEqual("`ocx clean` removes it.", found[0].Failure!.NextStep);
    }

    private static ulong? InodeOf(string root, string path) => Ocx.Core.Files.UnixFileStatus.Of(Path.Combine(root, path))?.Inode;

    private static void Inflict(string damage, string layer)
    {
        var content = Path.Combine(layer, "content");
        var hello = Path.Combine(content, "bin", "hello");
        var data = Path.Combine(content, "lib", "data");
        var inventory = Path.Combine(layer, "content.mtree");
        switch (damage)
        {
            case "flip": Damage.Flip(hello); break;
            case "truncate": Damage.Truncate(data); break;
            case "link": Damage.ReplaceByLink(data); break;
            case "missing": File.Delete(data); break;
            case "extra": File.WriteAllText(Path.Combine(content, "etc", "extra"), ""); break;
            case "mode": File.SetUnixFileMode(hello, (UnixFileMode)Convert.ToInt32("444", 8)); break;
            case "directory mode": File.SetUnixFileMode(Path.Combine(content, "etc"), (UnixFileMode)Convert.ToInt32("700", 8)); break;
            case "digest": Damage.Overwrite(Path.Combine(layer, "digest"), "sha256:"); break;
            case "other digest": Damage.Overwrite(Path.Combine(layer, "digest"), "sha256:" + new string('0', 64)); break;
            case "no content": Damage.Delete(content); break;
            case "pipe":
                File.Delete(data);
                using (var made = System.Diagnostics.Process.Start("mkfifo", data))
                {
                    made.WaitForExit();
                }

                break;
            case "cut inventory":
                var lines = File.ReadAllLines(inventory);
                Damage.Overwrite(inventory, string.Join('\n', lines[..3]) + "\n" + lines[3][..10]);
                break;
            case "binary inventory": Damage.Overwrite(inventory, "\0\u0001\u0002" + File.ReadAllText(inventory)); break;
            case "huge inventory": Damage.Overwrite(inventory, "#mtree\n./" + new string('x', 1_000_000)); break;
            case "climbing inventory": Damage.Overwrite(inventory, File.ReadAllText(inventory) + "./../../../../etc/passwd type=dir mode=0755\n"); break;
            case "inventory link": Damage.ReplaceByLink(inventory); break;
            default: throw new ArgumentException(damage);
        }
    }
}
