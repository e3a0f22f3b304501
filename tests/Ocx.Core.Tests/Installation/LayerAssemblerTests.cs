using Ocx.Core.Diagnostics;
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

    private void Assemble(params (string Layer, int Strip, string Prefix)[] layers) =>
        new LayerAssembler(Package, _files["out"], null).Assemble([.. layers.Select(layer => new LayerSource(_files[layer.Layer], layer.Strip, layer.Prefix))]);

    private string Tree() => string.Join(' ', Directory.EnumerateFileSystemEntries(_files["out"], "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_files["out"], path).Replace('\\', '/')).Order(StringComparer.Ordinal));
}
