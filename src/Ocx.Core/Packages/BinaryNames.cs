using System.Buffers;
using System.Text.Json;

namespace Ocx.Core.Packages;

/// <summary>The programs a package claims to offer: plain names that are safe on every system.</summary>
internal static class BinaryNames
{
    private const int MaximumLength = 64;
    private static readonly SearchValues<char> Reserved = SearchValues.Create("/\\<>:\"|?*");

    public static IReadOnlyList<string> Read(JsonNodeReader node)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var folded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in node.Items())
        {
            var name = item.Element.ValueKind == JsonValueKind.Object ? item.Required("name").Text() : item.Text();
            if (!IsValid(name))
            {
                throw item.Invalid($"'{name}' is not a plain program name");
            }

            if (!folded.Add(name))
            {
                throw item.Invalid($"the program '{name}' is declared twice");
            }

            names.Add(name);
        }

        return [.. names];
    }

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name.All(c => c is > ' ' and < (char)127)
        && !name.AsSpan().ContainsAny(Reserved)
        && name[0] is not ('-' or '.')
        && name[^1] != '.'
        && !IsDevice(name.Split('.')[0].ToUpperInvariant());

    private static bool IsDevice(string name) =>
        name is "CON" or "PRN" or "AUX" or "NUL"
        || (name.Length == 4 && name[..3] is ("COM" or "LPT") && name[3] is >= '1' and <= '9');
}
