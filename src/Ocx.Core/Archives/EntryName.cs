using System.Text;

namespace Ocx.Core.Archives;

/// <summary>One component of a path. A name passes if the systems it is meant for store it as it is and find it only under itself.</summary>
internal static class EntryName
{
    private const int MaximumBytes = 255;
    private const int ShortNameLength = 8;

    /// <summary>What is wrong with the name on every system, to follow "its name" or "its target"; null if nothing is.</summary>
    public static string? Objection(ReadOnlySpan<char> name) =>
        ContainsControl(name) ? "holds a control character"
        : name.Length > MaximumBytes || Encoding.UTF8.GetByteCount(name) > MaximumBytes ? "has a part longer than 255 bytes"
        : null;

    /// <summary>What else is wrong with it on Windows.</summary>
    public static string? WindowsObjection(ReadOnlySpan<char> name) =>
        name.Contains(':') ? "holds ':', which marks a drive or a stream on Windows"
        : name[^1] is '.' or ' ' ? "has a part that ends with a dot or a space, which Windows drops"
        : IsDevice(name) ? "has a part that stands for a device on Windows"
        : IsShortAlias(name) ? "has a part in the form of a short alias on Windows"
        : null;

    private static bool ContainsControl(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>CON, NUL.txt, com1.tar.gz: Windows looks at what precedes the first dot.</summary>
    private static bool IsDevice(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        var stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        return stem.Length switch
        {
            3 => Is(stem, "CON") || Is(stem, "PRN") || Is(stem, "AUX") || Is(stem, "NUL"),
            4 => (Is(stem[..3], "COM") || Is(stem[..3], "LPT")) && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³'),
            6 => Is(stem, "CONIN$"),
            7 => Is(stem, "CONOUT$"),
            _ => false,
        };
    }

    /// <summary>PROGRA~1: on Windows a second name of some longer one, so a way around every comparison of names.</summary>
    private static bool IsShortAlias(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        var stem = dot < 0 ? name : name[..dot];
        var tilde = stem.LastIndexOf('~');
        return tilde > 0 && tilde < stem.Length - 1 && stem.Length <= ShortNameLength
            && !stem[(tilde + 1)..].ContainsAnyExceptInRange('0', '9')
            && (dot < 0 || name.Length - dot - 1 is >= 1 and <= 3);
    }

    private static bool Is(ReadOnlySpan<char> stem, string device) => stem.Equals(device, StringComparison.OrdinalIgnoreCase);
}
