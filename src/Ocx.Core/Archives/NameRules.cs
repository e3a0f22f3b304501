using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>
/// Which names a layer may hold, and which of them are taken for one and the same. Real packages for Linux have names that Windows cannot
/// hold (the manual of Perl's <c>B::Deparse</c>) or that differ in case alone (the kernel's <c>xt_MARK.h</c> and <c>xt_mark.h</c>).
/// </summary>
public sealed class NameRules
{
    /// <summary>Names are what they are, byte for byte.</summary>
    public static readonly NameRules Linux = new(StringComparer.Ordinal, areForWindows: false);

    /// <summary>Names that differ only in case or in Unicode composition are one.</summary>
    public static readonly NameRules MacOS = new(NameFolding.Instance, areForWindows: false);

    /// <summary>What every system can hold, which is what Windows can: in addition no devices, streams, short aliases, final dots or spaces.</summary>
    public static readonly NameRules Portable = new(NameFolding.Instance, areForWindows: true);

    private const string ProbeName = "ocx-case-probe";

    private NameRules(IEqualityComparer<string> equality, bool areForWindows)
    {
        Equality = equality;
        AreForWindows = areForWindows;
    }

    internal IEqualityComparer<string> Equality { get; }

    internal bool AreForWindows { get; }

    /// <summary>
    /// Those of the system that this program runs on, for what is extracted into an empty directory. Linux can have directories without
    /// regard to case too, where links would lead elsewhere than the names say; so it is asked.
    /// </summary>
    internal static NameRules Of(DirectoryHandle directory) =>
        OperatingSystem.IsWindows() ? Portable
        : OperatingSystem.IsMacOS() || IgnoresCase(directory) ? MacOS
        : Linux;

    private static bool IgnoresCase(DirectoryHandle directory)
    {
        directory.TryCreateFile(ProbeName, UnixFileMode.UserRead)?.Dispose();
        var ignoresCase = directory.KindOf(ProbeName.ToUpperInvariant()) is not null;
        directory.DeleteFile(ProbeName);
        return ignoresCase;
    }
}
