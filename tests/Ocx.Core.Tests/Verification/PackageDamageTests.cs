using Ocx.Core.Store;
using Ocx.Core.Verification;

namespace Ocx.Core.Tests.Verification;

/// <summary>Whatever happens to a package but not to its layers is found, named and repaired.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PackageDamageTests
{
    [TestMethod]
    [DataRow("metadata.json", "{", "metadata.json: The metadata is not valid JSON")]
    [DataRow("metadata.json", """{"type":"bundle","version":1}""", "metadata.json: it is not what was installed")]
    [DataRow("manifest.json", "\0", "manifest.json: ")]
    [DataRow("resolve.json", """{"dependencies":[]}""", "resolve.json: it does not list what metadata.json needs")]
    [DataRow("resolve.json", "[]", "resolve.json: ")]
    [DataRow("install.json", """{"ok":false}""", "install.json: it is missing, damaged, or says that the package is not complete")]
    [DataRow("digest", "", "digest: it is no digest")]
    [DataRow("content/lib/data", "other", "content/lib/data: its mode is")]
    [DataRow("content/new", "other", "content/new: it does not belong to the package")]
    [DataRow("entrypoints/hello", "#!/bin/sh\n", "entrypoints/hello: it is not what the package's entry point gives")]
    [DataRow("entrypoints/other", "#!/bin/sh\n", "entrypoints/other: it does not belong to the package")]
    [DataRow("source", "tools.local/other:1", "source: it does not name this package")]
    public async Task AFileThatIsAnotherIsFound(string file, string content, string problem)
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Overwrite(Path.Combine(store.Tool.Root, file), content);

        await FoundAndRepairedAsync(store, problem);
    }

    [TestMethod]
    [DataRow("metadata.json", "metadata.json: it is missing")]
    [DataRow("manifest.json", "manifest.json: it is missing")]
    [DataRow("resolve.json", "resolve.json: it is missing")]
    [DataRow("install.json", "install.json: it is missing")]
    [DataRow("digest", "digest: it is missing")]
    [DataRow("content", "content: it is missing")]
    [DataRow("content/etc/deep/file", "content/etc/deep/file: it is missing")]
    [DataRow("entrypoints", "entrypoints/hello: it is missing")]
    [DataRow("refs/layers", "refs/layers/sha256_")]
    [DataRow("refs/deps", "refs/deps/sha256_")]
    public async Task AFileThatIsMissingIsFound(string path, string problem)
    {
        using var store = await InstalledStore.CreateAsync();
        var full = Path.Combine(store.Tool.Root, path);
        if (Directory.Exists(full))
        {
            Damage.Delete(full);
        }
        else
        {
            File.Delete(full);
        }

        await FoundAndRepairedAsync(store, problem);
    }

    [TestMethod]
    public async Task AFileOfItsOwnIsComparedWithWhatItsLayerHad()
    {
        using var store = await InstalledStore.CreateAsync();
        var data = Path.Combine(store.Tool.Content, "lib", "data");
        File.Copy(data, data + ".copy");
        File.Move(data + ".copy", data, overwrite: true);
        Assert.IsEmpty(await store.VerifyAsync(), "a copy is as good as a link");

        Damage.Flip(data);

        await FoundAndRepairedAsync(store, "content/lib/data: its content is not what was installed");
    }

    [TestMethod]
    public async Task AMissingDependencyComesBack()
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Delete(store.Library.Root);

        Assert.AreEqual($"Package {Path.GetRelativePath(store.Home, store.Library.Root)} it is missing", await store.FindOneAsync());
        await store.RepairAsync();
    }

    [TestMethod]
    [DataRow("manifest")]
    [DataRow("config")]
    [DataRow("index")]
    public async Task ADamagedDocumentIsFetchedAgain(string which)
    {
        using var store = await InstalledStore.CreateAsync();
        var data = Document(store, which);
        Damage.Flip(data);
        var blob = Path.GetRelativePath(store.Home, Path.GetDirectoryName(data)!);

        Assert.AreEqual($"Blob {blob} data: its content does not match its digest", await store.FindOneAsync());
        await store.RepairAsync();

        File.Delete(data);
        Assert.AreEqual($"Blob {blob} it is missing", await store.FindOneAsync());
        Directory.CreateDirectory(data);
        Assert.AreEqual($"Blob {blob} data: it is no plain file", await store.FindOneAsync());
        await store.RepairAsync();
    }

    [TestMethod]
    public async Task AnIndexThatNoTagNamesIsForgotten()
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Delete(Path.Combine(store.Home, "tags"));
        var data = Document(store, "index");
        Damage.Flip(data);

        await store.RepairAsync();

        Assert.IsFalse(File.Exists(data));
    }

    [TestMethod]
    public async Task WithoutASourceTheClosuresLocksAndLinksSayWhereAPackageIsFrom()
    {
        using var store = await InstalledStore.CreateAsync();
        foreach (var package in new[] { store.Tool, store.Library })
        {
            File.Delete(package.SourceFile);
            File.Delete(package.MetadataFile);
        }

        Assert.HasCount(2, (await store.VerifyAsync()).Select(finding => finding.Path).Distinct());
        await store.RepairAsync();
        Assert.StartsWith("tools.local/tool@", File.ReadAllText(store.Tool.SourceFile));
    }

    [TestMethod]
    public async Task WithoutAnOriginNothingIsDoneAndTheNextStepIsSaid()
    {
        using var store = await InstalledStore.CreateAsync();
        Damage.Delete(Path.Combine(store.Home, "symlinks"));
        File.Delete(store.Tool.SourceFile);
        File.Delete(store.Tool.MetadataFile);

        var found = (await store.VerifyAsync(repair: true)).Where(finding => finding.IsDamage).ToList();

        Assert.AreEqual(FindingStatus.Failed, Assert.ContainsSingle(found).Status);
        Assert.Contains("`ocx clean`", found[0].Failure!.NextStep!);
        Assert.IsTrue(Directory.Exists(store.Tool.Content));
    }

    private static string Document(InstalledStore store, string which) => Damage.Data(store.Tool, ReferenceKind.Blobs, data => File.ReadAllText(data) is var text && which switch
    {
        "index" => text.Contains("\"manifests\"", StringComparison.Ordinal),
        "manifest" => text.Contains("\"layers\"", StringComparison.Ordinal),
        _ => text.Contains("\"bundle\"", StringComparison.Ordinal),
    });

    private static async Task FoundAndRepairedAsync(InstalledStore store, string problem)
    {
        var found = await store.VerifyAsync();
        var all = string.Join('\n', found);
        Assert.IsTrue(found.All(finding => finding.Kind == FindingKind.Package && finding.Path == store.Tool.Root), all);
        Assert.Contains(finding => finding.Problem.StartsWith(problem, StringComparison.Ordinal), found, all);
        Assert.IsLessThanOrEqualTo(2, found.Count, all);
        await store.RepairAsync();
    }
}
