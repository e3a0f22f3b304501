using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Store;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class InstallLinksTests : IDisposable
{
    /// <summary>Two processes may name one store differently.</summary>
    [TestMethod]
    public async Task A_link_that_is_set_over_two_ways_to_the_store_keeps_a_back_reference()
    {
        var package = Package("one");
        File.CreateSymbolicLink(_files["way"], _files.Path);
        var detour = new InstallLinks(_files["way", "symlinks"]);
        var alias = _files["way", Path.GetRelativePath(_files.Path, package.Root)];
        for (var i = 0; i < 2; i++)
        {
            await SetAsync(package, Both);
            await detour.SetAsync(Tool, Both, alias, null, TestContext.CancellationToken);
        }

        await SetAsync(package, Both);

        Assert.Contains(_links.Candidate(Tool), References.ReadBackward(package));
        Assert.Contains(_links.Current(Tool), References.ReadBackward(package));
    }

    private static readonly Identifier Tool = Identifier.Parse("test.local/group/tool:1", null);
    private static readonly InstallLinkKind[] Both = [InstallLinkKind.Candidate, InstallLinkKind.Current];

    private readonly TemporaryDirectory _files = new();
    private readonly InstallLinks _links;

    public InstallLinksTests() => _links = new(_files["symlinks"]);

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public async Task A_link_moves_with_its_back_reference()
    {
        var (one, two) = (Package("one"), Package("two"));

        await SetAsync(one, Both);
        await SetAsync(two, [InstallLinkKind.Candidate]);

        Assert.AreEqual(two.Root, InstallLinks.PackageOf(_links.Candidate(Tool)));
        Assert.AreEqual(one.Root, InstallLinks.PackageOf(_links.Current(Tool)));
        Assert.AreEqual(_links.Current(Tool), BackReferences(one));
        Assert.AreEqual(_links.Candidate(Tool), BackReferences(two));
    }

    [TestMethod]
    public async Task Removing_the_last_link_leaves_nothing()
    {
        var package = Package("one");
        await SetAsync(package, Both);

        var first = await RemoveAsync([InstallLinkKind.Candidate]);
        Assert.AreEqual(".select.lock current", Entries("symlinks/test.local/group/tool"));
        var second = await RemoveAsync(Both);
        var third = await RemoveAsync(Both);

        Assert.AreEqual(new RemovedLink(_links.Candidate(Tool), package.Root), first.Single());
        Assert.AreEqual(new RemovedLink(_links.Current(Tool), package.Root), second.Single());
        Assert.IsEmpty(third);
        Assert.AreEqual("", BackReferences(package));
        Assert.AreEqual("", Entries("symlinks"));
    }

    [TestMethod]
    public async Task Neighbouring_repositories_stay()
    {
        var other = Identifier.Parse("test.local/group/other:1", null);
        await SetAsync(Package("one"), Both);
        await _links.SetAsync(other, Both, Package("two").Root, null, TestContext.CancellationToken);

        await RemoveAsync(Both);

        Assert.AreEqual("other", Entries("symlinks/test.local/group"));
        Assert.IsNotNull(InstallLinks.PackageOf(_links.Current(other)));
    }

    [TestMethod]
    public async Task What_is_as_it_should_be_is_not_written()
    {
        var package = Package("one");
        await SetAsync(package, Both);
        File.Delete(_files["symlinks/test.local/group/tool/.select.lock"]);

        await SetAsync(package, Both);

        Assert.IsFalse(File.Exists(_files["symlinks/test.local/group/tool/.select.lock"]), "no lock was taken");
    }

    [TestMethod]
    public async Task A_lost_back_reference_comes_back()
    {
        var package = Package("one");
        await SetAsync(package, Both);
        Directory.Delete(package.References(ReferenceKind.Symlinks), recursive: true);

        await SetAsync(package, [InstallLinkKind.Current]);

        Assert.AreEqual(_links.Current(Tool), BackReferences(package));
    }

    [TestMethod]
    public async Task A_link_whose_package_is_gone_is_replaced_and_removed()
    {
        var (gone, next) = (Package("gone"), Package("next"));
        await SetAsync(gone, Both);
        Directory.Delete(gone.Root, recursive: true);

        await SetAsync(next, [InstallLinkKind.Candidate]);
        var removed = await RemoveAsync([InstallLinkKind.Current]);

        Assert.AreEqual(gone.Root, removed.Single().Package);
        Assert.IsFalse(Directory.Exists(gone.Root));
        Assert.AreEqual(_links.Candidate(Tool), BackReferences(next));
    }

    [TestMethod]
    public async Task A_directory_where_the_link_belongs_is_not_touched()
    {
        _files.Write("symlinks/test.local/group/tool/current/file", "x");
        var package = Package("one");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => SetAsync(package, [InstallLinkKind.Current]));

        Assert.AreEqual("OCX3001", failure.Code.Id);
        Assert.AreEqual("x", File.ReadAllText(_files["symlinks/test.local/group/tool/current/file"]));
        Assert.AreEqual(_links.Current(Tool), BackReferences(package), "the reference is written first: whatever fails then, too much is kept");
        Assert.IsEmpty(await RemoveAsync([InstallLinkKind.Current]));
    }

    [TestMethod]
    public async Task Nothing_is_written_behind_a_link_of_another_repository()
    {
        var package = Package("one");
        await SetAsync(package, Both);

        var below = Identifier.Parse("test.local/group/tool/current/x:1", null);
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => _links.SetAsync(below, Both, package.Root, null, TestContext.CancellationToken));

        Assert.Contains("install link of another repository", failure.Message);
        Assert.AreEqual("refs", string.Join(' ', Directory.GetFileSystemEntries(package.Root).Select(Path.GetFileName)));
    }

    [TestMethod]
    public async Task Foreign_files_under_refs_stay()
    {
        var package = Package("one");
        await SetAsync(package, [InstallLinkKind.Current]);
        var reference = Directory.GetFileSystemEntries(package.References(ReferenceKind.Symlinks)).Single();
        File.Delete(reference);
        File.CreateSymbolicLink(reference, "/elsewhere");

        await RemoveAsync([InstallLinkKind.Current]);

        Assert.AreEqual("/elsewhere", SymbolicLink.Target(reference));
    }

    [TestMethod]
    public async Task Many_at_once_agree_in_the_end()
    {
        PackageDirectory[] packages = [Package("a"), Package("b"), Package("c")];

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 40; i++)
            {
                InstallLinkKind[] kinds = random.Next(3) switch { 0 => Both, 1 => [InstallLinkKind.Candidate], _ => [InstallLinkKind.Current] };
                if (random.Next(2) == 0)
                {
                    await SetAsync(packages[random.Next(packages.Length)], kinds);
                }
                else
                {
                    await RemoveAsync(kinds);
                }
            }
        }, TestContext.CancellationToken)));

        foreach (var link in Both.Select(kind => _links.PathOf(Tool, kind)))
        {
            var owners = packages.Where(package => References.HasBackward(package, link)).Select(package => package.Root);
            Assert.AreEqual(InstallLinks.PackageOf(link), owners.SingleOrDefault());
        }

        await RemoveAsync(Both);
        Assert.AreEqual("", Entries("symlinks"));
    }

    private PackageDirectory Package(string name) => new(Directory.CreateDirectory(_files["packages", name]).FullName);

    private Task SetAsync(PackageDirectory package, InstallLinkKind[] kinds) =>
        _links.SetAsync(Tool, kinds, package.Root, null, TestContext.CancellationToken);

    private Task<IReadOnlyList<RemovedLink>> RemoveAsync(InstallLinkKind[] kinds) => _links.RemoveAsync(Tool, kinds, null, TestContext.CancellationToken);

    private static string BackReferences(PackageDirectory package) => string.Join(
        ' ', Directory.EnumerateFileSystemEntries(package.References(ReferenceKind.Symlinks)).Select(SymbolicLink.Target).Order(StringComparer.Ordinal));

    private string Entries(string directory) =>
        string.Join(' ', Directory.GetFileSystemEntries(_files[directory]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
