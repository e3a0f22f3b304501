using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class HostileLinksTests
{
    [TestMethod]
    [DataRow("..")]
    [DataRow("a/../../victim")]
    [DataRow("missing/../..")]
    [DataRow("./.././../x")]
    public async Task A05_a_link_out_and_a_file_through_it(string target)
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Symlink("out", target), "leads out of the layer");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Symlink("out", target).File("out/victim", "x"), "through the symbolic link");
    }

    [TestMethod]
    public async Task A06_links_that_escape_only_together()
    {
        // Each target stays inside by its text alone: "up" is "." and so "up/.." is the layer's parent.
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEscapes, new TarBuilder().Symlink("up", ".").Symlink("out", "up/../victim"), "leads out of the layer");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEscapes,
            new TarBuilder().Directory("a/b/c").Symlink("a/b/c/top", "../../..").Symlink("out", "a/b/c/top/../victim"),
            "leads out of the layer");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEscapes, new TarBuilder().Directory("Dir").Symlink("Dir/l", "..").Symlink("out", "dir/L/../victim"), "leads out of the layer", NameRules.MacOS);
    }

    [TestMethod]
    public async Task A07_a_directory_cannot_become_a_link()
    {
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Directory("a/b").Symlink("a/b", "..").File("a/b/x"), "already");

        // The meaning of an earlier link is changed by a later one.
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEscapes, new TarBuilder().Symlink("out", "later/../victim").Symlink("later", "."), "leads out of the layer");
    }

    [TestMethod]
    [DataRow("/etc/passwd")]
    [DataRow(@"..\victim")]
    [DataRow(@"\\host\share")]
    [DataRow("C:/x")]
    [DataRow("C:x")]
    public Task A08_links_with_absolute_targets(string target) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Symlink("link", target), "its target", NameRules.Portable);

    [TestMethod]
    public async Task A09_links_through_paths_longer_than_any_system_resolves()
    {
        var archive = new TarBuilder();
        var (path, way) = ("", "");
        foreach (var name in "abcdefghijklmnop")
        {
            var directory = new string(name, 247);
            archive.LongName($"{path}{directory}").Directory("x").LongName($"{path}{name}0").LongName(directory, 'K').Symlink("x", "x");
            (path, way) = ($"{path}{directory}/", $"{way}{name}0/");
        }

        archive.Symlink("out", way + string.Concat(Enumerable.Repeat("../", 17)));

        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, archive, "leads out of the layer");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported,
            new TarBuilder().Pax(("linkpath", string.Concat(Enumerable.Repeat("a/", 2049)))).Symlink("l", "x"),
            "longer than 4,096 bytes");
    }

    [TestMethod]
    [DataRow("/etc/passwd")]
    [DataRow("../victim")]
    [DataRow("a/../../victim")]
    public Task A11_hard_links_out(string target) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().HardLink("link", target), "its target");

    [TestMethod]
    public async Task A12_hard_links_start_at_the_layers_root()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().File("bin/tool", "t").File("tool", "other").HardLink("lib/tool", "bin/tool"));

        Assert.AreEqual("t", layer.Read("lib/tool"));
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("bin/tool").HardLink("bin/copy", "tool"), "not a file before it");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().HardLink("link", "Ocx.Core.dll"), "not a file before it");
    }

    [TestMethod]
    public async Task A13_hard_links_do_not_go_through_symbolic_ones()
    {
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported,
            new TarBuilder().File("dir/file").Symlink("alias", "dir").HardLink("link", "alias/file"),
            "not a file before it");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("file").Symlink("alias", "file").HardLink("link", "alias"), "not a file before it");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("File").HardLink("link", "file"), "not a file before it");
    }

    [TestMethod]
    public Task A14_hard_links_are_resolved_where_they_stand() => LayerCase.RefusesAsync(
        StoreErrors.ArchiveEntryUnsupported, new TarBuilder().HardLink("link", "a/file").Symlink("a", "b").File("b/file"), "not a file before it");

    [TestMethod]
    public Task A15_a_linked_file_is_never_written_again() => LayerCase.RefusesAsync(
        StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a", "one").HardLink("b", "a").File("b", "two"), "already");

    [TestMethod]
    public async Task A16_hard_links_to_what_is_not_there()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().HardLink("b", "a").File("a"), "not a file before it");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().HardLink("a", "a"), "not a file before it");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Directory("a").HardLink("b", "a"), "not a file before it");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().HardLink("b", "."), "not a file before it");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a").HardLink("b", "a/x"), "not a file before it");
    }

    [TestMethod]
    public async Task A17_a_directory_entry_cannot_change_what_a_link_names()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Symlink("link", "..").Directory("link/"), "through the symbolic link");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEscapes, new TarBuilder().Directory("d").Symlink("link", "d").Directory("link/x"), "through the symbolic link");
    }

    [TestMethod]
    public async Task A45_chains_and_loops_of_links()
    {
        var chain = new TarBuilder().File("l0", "end");
        for (var i = 1; i <= 4096; i++)
        {
            chain.Symlink($"l{i}", $"l{i - 1}");
        }

        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, chain, "more than 40 links");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Symlink("a", "a"), "loops");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Symlink("a", "b/x").Symlink("b", "a/y"), "loops");

        // Each link passes through the one before it twice, which doubles the way at every step.
        var doubling = new TarBuilder().Directory("d").Symlink("d/l0", "../d");
        for (var i = 1; i <= 60; i++)
        {
            doubling.Symlink($"d/l{i}", $"l{i - 1}/l{i - 1}");
        }

        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, doubling, "more than 40 links");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a\nb")]
    [DataRow("nul")]
    [DataRow("x /y")]
    [DataRow("LIBFOO~1")]
    public Task Targets_obey_the_rules_for_names(string target) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Symlink("link", target), "its target", NameRules.Portable);

    [TestMethod]
    [DataRow(".")]
    [DataRow("")]
    public Task Only_a_directory_can_be_the_root(string rest) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Symlink("./" + rest, "x"), "root");

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Links_that_stay_inside_keep_their_text()
    {
        var archive = new TarBuilder()
            .Directory("./")
            .Symlink("bin/tool", "../lib/./tool-1.2//tool")
            .File("lib/tool-1.2/tool", "t")
            .Symlink("lib/libz.so", "libz.so.1").Symlink("lib/libz.so.1", "libz.so.1.3").File("lib/libz.so.1.3", "z")
            .Symlink("current", "lib/tool-1.2").Symlink("tool", "current/../tool-1.2/tool")
            .Symlink("dangling", "lib/no/such").Symlink("up", "lib/..").Symlink("self", ".");
        using var layer = new LayerCase();

        await layer.ExtractAsync(archive);

        Assert.AreEqual("../lib/./tool-1.2//tool", new FileInfo(layer["bin/tool"]).LinkTarget);
        Assert.AreEqual("t", layer.Read("bin/tool"));
        Assert.AreEqual("z", layer.Read("lib/libz.so"));
        Assert.AreEqual("t", layer.Read("tool"));
        Assert.AreEqual("lib/no/such", new FileInfo(layer["dangling"]).LinkTarget);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Hard_links_share_their_file()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(
            new TarBuilder().File("git", "one", mode: 0x1ED).HardLink("libexec/git-add", "./git").HardLink("libexec/git-rm", "libexec/git-add"));

        Assert.AreEqual("one", layer.Read("libexec/git-rm"));
        Assert.AreEqual(UnixFileStatus.Of(layer["git"]), UnixFileStatus.Of(layer["libexec/git-add"]));
        Assert.AreEqual(UnixFileStatus.Of(layer["git"]), UnixFileStatus.Of(layer["libexec/git-rm"]));
    }
}
