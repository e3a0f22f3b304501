using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Ocx.Core.Tests.Archives;

/// <summary>
/// The shapes of hostile archives, each with what becomes of it. The tests of a shape begin with its number; they try each shape in
/// every codec that a layer can have (tar.gz, tar.xz).
/// </summary>
[TestClass]
public sealed partial class ArchiveCatalogueTests
{
    private static readonly (string Number, string Shape, string Outcome)[] Rows =
    [
        ("A01", "absolute path", "refused"),
        ("A02", "parent directories in a path", "refused"),
        ("A03", "backslashes", "refused on every system"),
        ("A04", "drive-relative path", "refused on Windows; elsewhere a name like any other"),
        ("A05", "symbolic link out, then a file through it", "refused, each of them alone as well"),
        ("A06", "chained links, each inside by its text", "refused: links are followed as a file system would"),
        ("A07", "directory replaced by a link", "refused: no name comes twice, and links are made last"),
        ("A08", "link with an absolute target", "refused"),
        ("A09", "paths too long to resolve", "refused; links are followed among the archive's names, not on the disk"),
        ("A10", "metadata outside", "times and owners are not restored, modes of new files only through their handles"),
        ("A11", "hard link to an absolute or climbing path", "refused"),
        ("A12", "hard link relative to the working directory", "resolved from the layer's root only"),
        ("A13", "hard link through a symbolic link", "refused"),
        ("A14", "hard link resolved late", "refused: its target must be there before it"),
        ("A15", "hard link to shared content, then written", "refused: nothing that exists is opened for writing"),
        ("A16", "hard link forward, to itself, to a directory", "refused"),
        ("A17", "mode through a linked directory", "refused"),
        ("A18", "set-id, sticky, world-writable", "dropped: files are read-only, directories 0755"),
        ("A19", "devices, pipes, sockets", "refused"),
        ("A20", "file twice", "refused: two readers could take different ones"),
        ("A21", "one name of two kinds", "refused"),
        ("A22", "names that differ in case", "refused where they are one; both kept on Linux"),
        ("A23", "names that differ in composition", "refused where they are one; both kept on Linux"),
        ("A24", "names that differ in full case folding", "refused where they are one; both kept on Linux"),
        ("A25", "short aliases", "refused on Windows; elsewhere names like any other"),
        ("A26", "device names", "refused on Windows; elsewhere names like any other"),
        ("A27", "final dots and spaces, streams, control characters, zero bytes", "refused on Windows; controls and what is not UTF-8 everywhere"),
        ("A28", "extended name over a safe one", "the extended one is judged"),
        ("A29", "two sizes", "refused unless only the extended header can hold it"),
        ("A30", "extended header before a long name", "refused"),
        ("A31", "extended records that are not well-formed", "refused"),
        ("A32", "global extended header", "refused if it changes entries; a comment passes"),
        ("A33", "long name bomb", "refused before it is read"),
        ("A34", "long names in a row or without an entry", "refused"),
        ("A35", "sparse maps", "refused: sparse files are not read"),
        ("A36", "sparse file of 8 EiB", "refused: sparse files are not read"),
        ("A37", "numbers that are negative or too large", "refused; of owners and times not looked at"),
        ("A38", "checksums", "refused unless the unsigned sum is right"),
        ("A39", "cut short", "refused"),
        ("A40", "content after the end", "refused; zeros pass"),
        ("A41", "gzip members, tails, checksums", "members are one stream, anything wrong is refused"),
        ("A42", "zstd", "refused: no codec of layers here"),
        ("A43", "xz dictionaries, streams, filters", "refused above 512 MiB; streams are one; tails are refused"),
        ("A44", "bombs", "refused at a hundred times the size, and 256 MiB"),
        ("A45", "millions of entries, levels, links", "refused at the limits of entries, 128 levels, 4,096 bytes of path, 40 links"),
        ("A46", "zip headers", "no codec of layers; as a source the directory at the end counts, and all it says must hold"),
        ("A47", "zip links", "no codec of layers; as a source links like those of tar, inside the tree only"),
        ("A48", "whiteouts", "names like any other; overlapping layers are refused when they are put together"),
        ("A49", "names that stripping changes", "refused before anything is stripped"),
        ("A50", "the store's own file names", "names like any other: the store's are beside the tree, not in it"),
        ("A51", "extended attributes", "dropped"),
        ("A52", "owners", "dropped"),
    ];

    [TestMethod]
    public void Every_row_has_a_test_and_every_number_a_row()
    {
        var tested = typeof(ArchiveCatalogueTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<TestMethodAttribute>() is not null)
            .SelectMany(method => Numbers().Match(method.Name).Groups[1].Captures.Select(capture => capture.Value))
            .Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.AreSequenceEqual(Enumerable.Range(1, 52).Select(i => $"A{i.ToString("00", CultureInfo.InvariantCulture)}").ToList(), Rows.Select(row => row.Number).ToList());
        Assert.AreSequenceEqual(Rows.Select(row => row.Number).ToList(), tested);
    }

    [GeneratedRegex("^(?:(A[0-9]{2})_)+")]
    private static partial Regex Numbers();
}
