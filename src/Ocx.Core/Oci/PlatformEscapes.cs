using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ocx.Core.Oci;

/// <summary>Percent escapes of the characters that have a meaning in a platform's text.</summary>
internal static class PlatformEscapes
{
    public static string Encode(string component) => component
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("/", "%2F", StringComparison.Ordinal)
        .Replace("+", "%2B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>False for an empty component or any other escape.</summary>
    public static bool TryDecode(string component, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var text = new StringBuilder(component.Length);
        for (var i = 0; i < component.Length; i++)
        {
            if (component[i] != '%')
            {
                text.Append(component[i]);
                continue;
            }

            var escape = component.AsSpan(i + 1, Math.Min(2, component.Length - i - 1));
            if (escape is not ("25" or "2F" or "2B" or "2C"))
            {
                return false;
            }

            text.Append(escape switch { "25" => '%', "2F" => '/', "2B" => '+', _ => ',' });
            i += 2;
        }

        decoded = text.ToString();
        return decoded.Length > 0;
    }
}
