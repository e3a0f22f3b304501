using System.Globalization;
using System.Text.Encodings.Web;

namespace Ocx.Core.Oci;

/// <summary>
/// Escapes what JSON demands and nothing else: quote, backslash and control characters. Documents whose digest is their name must have the same
/// bytes whoever writes them, and .NET's own encoders escape more: emoji, no-break spaces, private use (contract: package, 1.2).
/// </summary>
internal sealed class PlainJsonEncoder : JavaScriptEncoder
{
    private const int LongestEscape = 6;

    public static PlainJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        // A surrogate alone is no text: whoever calls replaces it.
        var characters = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < characters.Length; i++)
        {
            if (char.IsHighSurrogate(characters[i]) && i + 1 < characters.Length && char.IsLowSurrogate(characters[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(characters[i]) || WillEncode(characters[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        if (!WillEncode(unicodeScalar))
        {
            return new System.Text.Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
        }

        var letter = unicodeScalar switch { '\b' => 'b', '\f' => 'f', '\n' => 'n', '\r' => 'r', '\t' => 't', '"' => '"', '\\' => '\\', _ => 'u' };
        return letter == 'u'
            ? output.TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}", out numberOfCharactersWritten)
            : output.TryWrite(CultureInfo.InvariantCulture, $"\\{letter}", out numberOfCharactersWritten);
    }
}
