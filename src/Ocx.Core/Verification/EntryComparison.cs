using System.Globalization;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Inventory;
using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>Compares a name on the disk with what an inventory says of it, all but the content.</summary>
internal static class EntryComparison
{
    public const string ContentChanged = "its content is not what was installed";

    /// <summary>Null if there is none.</summary>
    public static string? Problem(InventoryEntry expected, TreeEntry actual) =>
        KindOf(expected.Kind) != actual.Kind ? $"it is {Name(actual.Kind)} and was {Name(KindOf(expected.Kind))}"
        : expected.Kind == EntryKind.SymbolicLink ? LinkProblem(expected.Target!, actual)
        : !OperatingSystem.IsWindows() && expected.Mode != actual.Mode ? $"its mode is {Octal(actual.Mode)} and was {Octal(expected.Mode)}"
        : expected.Kind == EntryKind.File && expected.Size != actual.Length
            ? string.Create(CultureInfo.InvariantCulture, $"it has {actual.Length} bytes and had {expected.Size}")
        : null;

    public static string? LinkProblem(string target, TreeEntry actual) =>
        SymbolicLink.Target(actual.Path) is var text && text?.Replace(Path.DirectorySeparatorChar, '/') != target
            ? $"the link leads to '{text}' and led to '{target}'"
            : null;

    public static FileKind KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Directory => FileKind.Directory,
        EntryKind.SymbolicLink => FileKind.SymbolicLink,
        _ => FileKind.File,
    };

    public static string Name(FileKind kind) => kind switch
    {
        FileKind.File => "a file",
        FileKind.Directory => "a directory",
        FileKind.SymbolicLink => "a link",
        _ => "a device, pipe or socket",
    };

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
