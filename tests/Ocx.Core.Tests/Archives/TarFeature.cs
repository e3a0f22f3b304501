namespace Ocx.Core.Tests.Archives;

/// <summary>The one thing in a generated archive that a layer must not have.</summary>
/// <param name="Reason">What the refusal says.</param>
/// <param name="Append">Puts it at the end of what was generated so far.</param>
internal sealed record TarFeature(string Reason, Action<TarGenerator> Append)
{
    public static readonly IReadOnlyList<TarFeature> All =
    [
        new("its name is absolute", generator => generator.Tar.File("/" + generator.NewName(), "x")),
        new("its name holds '..'", generator => generator.Tar.File(generator.NewName() + "/../" + generator.NewName(), "x")),
        new(@"holds '\'", generator => generator.Tar.File(generator.NewName() + @"\x", "x")),
        new("holds a control character", generator => generator.Tar.File(generator.NewName() + "\n", "x")),
        new("longer than 255 bytes", generator => generator.Tar.Pax(("path", new string('n', 256))).File("x", "x")),
        new("is not UTF-8", generator => generator.Tar.Entry('0', "xx" + generator.NewName(), "x", change: header => header[1] = 0xE9)),
        new("is there already", generator => generator.Tar.File(generator.NewFile(), "another")),
        new("is there already", generator => generator.Tar.Directory(generator.NewFile() + "/")),
        new("is there already", generator => generator.Tar.File(generator.NewFile() + "/below", "x")),
        new("through the symbolic link", generator =>
        {
            var name = generator.NewName();
            generator.Tar.Symlink(name, ".").File(name + "/" + generator.NewName(), "x");
        }),
        new("leads out of the layer", generator => generator.Tar.Symlink(generator.NewName(), "no/../../such")),
        new("is absolute", generator => generator.Tar.Symlink(generator.NewName(), "/nowhere")),
        new("loops or passes", generator =>
        {
            var (one, other) = (generator.NewName(), generator.NewName());
            generator.Tar.Symlink(one, other).Symlink(other, one);
        }),
        new("not a file before it", generator => generator.Tar.HardLink(generator.NewName(), generator.NewName())),
        new("not a file before it", generator =>
        {
            var name = generator.NewName();
            generator.Tar.Symlink(name, generator.NewFile()).HardLink(generator.NewName(), name);
        }),
        new("named pipe", generator => generator.Tar.Entry('6', generator.NewName())),
        new("sparse", generator => generator.Tar.Pax(("GNU.sparse.size", "1"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "0,1")).File("x", "x")),
        new("unknown type", generator => generator.Tar.Entry('Q', generator.NewName(), "x")),
        new("different sizes", generator => generator.Tar.Pax(("size", "512")).File(generator.NewName(), "x")),
        new("several extended headers", generator => generator.Tar.Pax(("path", generator.NewName())).Pax(("path", generator.NewName())).File("x", "x")),
        new("follows its end", generator => generator.Tar.File(generator.NewName(), "x").ZeroBlocks(2).File(generator.NewName(), "x")),
    ];
}
