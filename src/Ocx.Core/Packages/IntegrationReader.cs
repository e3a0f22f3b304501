using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ocx.Core.Packages;

/// <summary>Reads <c>integrations</c>: JSON for other programs, by namespace, within bounds.</summary>
internal static class IntegrationReader
{
    private const int MaximumNamespace = 128;
    private const int MaximumBlock = 8 * 1024;
    private const int MaximumTotal = 32 * 1024;

    public static IReadOnlyDictionary<string, JsonElement> Read(JsonNodeReader? node)
    {
        var integrations = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (node is not { } declared)
        {
            return integrations;
        }

        var total = 0;
        foreach (var (name, value) in declared.Members())
        {
            var size = MetadataWriter.CompactSize(value.Element);
            total += size;
            if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > MaximumNamespace || name.EnumerateRunes().Any(IsInvisible))
            {
                throw value.Invalid($"a namespace has 1 to {MaximumNamespace} visible characters");
            }

            if (size > MaximumBlock || total > MaximumTotal)
            {
                throw value.Invalid($"integrations hold at most {MaximumBlock} bytes a namespace and {MaximumTotal} in all");
            }

            integrations.Add(name, value.Element.Clone());
        }

        return integrations;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
