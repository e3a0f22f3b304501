using System.Runtime.Versioning;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Installation;

[TestClass]
public sealed class LayerAssemblerTests : IDisposable
{
    private static readonly Identifier Package = Identifier.Parse("test.local/package:1", null);

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void Layers_merge_and_their_files_are_linked()
    {
        _files.Write("a/bin/one", "1", executable: true);
        _files.Write("b/bin/two", "2");
        Directory.CreateDirectory(_files["b/empty"]);

        Assemble(("a", 0, ""), ("b", 0, ""));

        Assert.AreEqual("bin bin/one bin/two empty", Tree());
        File.AppendAllText(_files["out/bin/one"], "+");
        Assert.AreEqual("1+", File.ReadAllText(_files["a/bin/one"]), "the same inode");
    }

    [TestMethod]
    public void Strip_removes_leading_directories_and_prefix_adds_some()
    {
        _files.Write("a/top/bin/x", "x");
        _files.Write("a/readme", "gone");

        Assemble(("a", 1, "opt/tool"));

        Assert.AreEqual("opt opt/tool opt/tool/bin opt/tool/bin/x", Tree());
    }

    [TestMethod]
    [DataRow("x", "x")]
    [DataRow("x", "x/y")]
    [DataRow("x/y", "x")]
    public void Two_layers_with_one_path_are_refused(string first, string second)
    {
        _files.Write($"a/{first}", "1");
        _files.Write($"b/{second}", "2");

        var failure = Assert.ThrowsExactly<OcxException>(() => Assemble(("a", 0, ""), ("b", 0, "")));

        Assert.AreEqual("OCX3006", failure.Code.Id);
        Assert.Contains("'x'", failure.Message);
    }

    [TestMethod]
    public void A_directory_of_one_layer_never_goes_through_a_link_of_another()
    {
        Directory.CreateDirectory(_files["a/real"]);
        File.CreateSymbolicLink(_files["a/x"], "real");
        _files.Write("b/x/file", "2");

        Assert.AreEqual("OCX3006", Assert.ThrowsExactly<OcxException>(() => Assemble(("a", 0, ""), ("b", 0, ""))).Code.Id);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_files["out/real"]));
    }

    [TestMethod]
    public void Links_are_kept_as_they_are()
    {
        _files.Write("a/lib/libx.so.1", "x");
        File.CreateSymbolicLink(_files["a/lib/libx.so"], "libx.so.1");
        File.CreateSymbolicLink(_files["a/up"], "lib/../lib");

        Assemble(("a", 0, ""));

        Assert.AreEqual("libx.so.1", new FileInfo(_files["out/lib/libx.so"]).LinkTarget);
        Assert.AreEqual("lib/../lib", new FileInfo(_files["out/up"]).LinkTarget);
    }

    [TestMethod]
    public void A_link_that_stripping_leads_out_is_refused()
    {
        _files.Write("a/outside", "secret");
        Directory.CreateDirectory(_files["a/top/sub"]);
        File.CreateSymbolicLink(_files["a/top/sub/link"], "../../outside");

        Assert.AreEqual("OCX3004", Assert.ThrowsExactly<OcxException>(() => Assemble(("a", 1, ""))).Code.Id);
    }

    [TestMethod]
    public void A_link_that_another_layers_link_leads_out_is_refused()
    {
        Directory.CreateDirectory(_files["a/d1/d2"]);
        File.CreateSymbolicLink(_files["a/escape"], "hop/../../x");
        Directory.CreateDirectory(_files["b"]);
        File.CreateSymbolicLink(_files["b/hop"], "d1");

        Assert.AreEqual("OCX3004", Assert.ThrowsExactly<OcxException>(() => Assemble(("a", 0, ""), ("b", 0, ""))).Code.Id);
    }

    [TestMethod]
    public void No_layer_is_an_empty_package()
    {
        Assemble();

        Assert.AreEqual("", Tree());
    }

    [TestMethod]
    public void Directories_merge_only_where_their_names_are_the_same()
    {
        _files.Write("a/Bin/one", "1");
        _files.Write("b/bin/two", "2");

        if (File.Exists(_files["a/bin/one"]))
        {
            Assert.AreEqual("OCX3006", Assert.ThrowsExactly<OcxException>(() => Assemble(("a", 0, ""), ("b", 0, ""))).Code.Id);
        }
        else
        {
            Assemble(("a", 0, ""), ("b", 0, ""));
            Assert.AreEqual("Bin Bin/one bin bin/two", Tree());
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public void Copies_keep_their_modes_and_are_told_of_once()
    {
        const UnixFileMode program = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode plain = UnixFileMode.UserRead | UnixFileMode.GroupRead;
        File.SetUnixFileMode(_files.Write("a/bin/tool", "tool"), program);
        File.SetUnixFileMode(_files.Write("a/bin/data", "data"), plain);
        var (asked, notes) = (0, new List<string>());

        Assemble(notes.Add, (_, _, _) => Refuse(LinkOutcome.CrossesDevices, ref asked), ("a", 0, ""));

        Assert.AreEqual("tool data", $"{File.ReadAllText(_files["out/bin/tool"])} {File.ReadAllText(_files["out/bin/data"])}");
        Assert.AreEqual((program, plain), (File.GetUnixFileMode(_files["out/bin/tool"]), File.GetUnixFileMode(_files["out/bin/data"])));
        Assert.AreNotEqual(UnixFileStatus.Of(_files["a/bin/tool"]), UnixFileStatus.Of(_files["out/bin/tool"]));
        Assert.AreEqual(1, asked, "links between two devices need not be tried again");
        Assert.Contains("test.local/package:1", notes.Single());
    }

    [TestMethod]
    public void A_file_with_too_many_names_is_copied_and_the_others_are_linked()
    {
        _files.Write("a/one", "1");
        _files.Write("a/two", "2");
        _files.Write("a/three", "3");
        var (asked, notes) = (0, new List<string>());

        Assemble(
            notes.Add,
            (to, from, name) => name == "three" ? to.CreateHardLink(name, from, name) : Refuse(LinkOutcome.TooManyLinks, ref asked),
            ("a", 0, ""));

        Assert.AreEqual("one three two", Tree());
        foreach (var (name, isLinked) in new[] { ("one", false), ("two", false), ("three", true) })
        {
            File.AppendAllText(_files[$"out/{name}"], "+");
            Assert.AreEqual(isLinked, File.ReadAllText(_files[$"a/{name}"]).EndsWith('+'), name);
        }

        Assert.AreEqual(2, asked);
        Assert.HasCount(1, notes);
    }

    [TestMethod]
    public void A_copy_replaces_nothing_of_another_layer()
    {
        _files.Write("a/x", "1");
        _files.Write("b/x", "2");
        var asked = 0;

        var failure = Assert.ThrowsExactly<OcxException>(
            () => Assemble(_ => { }, (_, _, _) => Refuse(LinkOutcome.CrossesDevices, ref asked), ("a", 0, ""), ("b", 0, "")));

        Assert.AreEqual("OCX3006", failure.Code.Id);
        Assert.AreEqual("1", File.ReadAllText(_files["out/x"]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void The_real_limit_of_names_ends_in_a_copy()
    {
        const int most = 65_000;
        var file = _files.Write("a/file", "shared");
        Directory.CreateDirectory(_files["names"]);
        HardLinkResult last = default;
        for (var i = 0; i <= most && last.Outcome == LinkOutcome.Created; i++)
        {
            last = Links.CreateHard(_files[$"names/{i}"], file);
        }

        if (last.Outcome != LinkOutcome.TooManyLinks)
        {
            Assert.Inconclusive($"This file system lets a file have more than {most} names.");
        }

        var notes = new List<string>();
        Assemble(notes.Add, null, ("a", 0, ""));

        Assert.AreEqual("shared", File.ReadAllText(_files["out/file"]));
        Assert.AreNotEqual(UnixFileStatus.Of(file), UnixFileStatus.Of(_files["out/file"]));
        Assert.HasCount(1, notes);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_tree_deeper_than_the_limit_of_open_files_is_assembled()
    {
        var deep = string.Join('/', Enumerable.Repeat("d", 1100));
        _files.Write($"a/{deep}/file", "x");

        Assemble(("a", 0, ""));

        Assert.AreEqual("x", File.ReadAllText(_files[$"out/{deep}/file"]));
    }

    private static HardLinkResult Refuse(LinkOutcome outcome, ref int asked)
    {
        asked++;
        return new(outcome, new IOException("no link here"));
    }

    private void Assemble(params (string Layer, int Strip, string Prefix)[] layers) => Assemble(null, null, layers);

    private void Assemble(Action<string>? note, LayerAssembler.FileLink? link, params (string Layer, int Strip, string Prefix)[] layers) =>
        new LayerAssembler(Package, _files["out"], note, link).Assemble([.. layers.Select(layer => new LayerSource(_files[layer.Layer], layer.Strip, layer.Prefix))]);

    private string Tree() => string.Join(' ', Directory.EnumerateFileSystemEntries(_files["out"], "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_files["out"], path).Replace('\\', '/')).Order(StringComparer.Ordinal));
}
