using System.Text;
using System.Text.Unicode;

namespace Ocx.Core.Archives.Inventory;

/// <summary>
/// Text as vis(3) makes it fit for one word of an mtree(5) line: a backslash and three octal digits stand for every byte that is not
/// visible ASCII, and for those that mean something to a reader of such files.
/// </summary>
internal static class VisualText
{
    private static ReadOnlySpan<byte> Special => "\\#=\"*?["u8;

    public static void Append(StringBuilder line, string text)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is > (byte)' ' and < 0x7F && !Special.Contains(octet))
            {
                line.Append((char)octet);
            }
            else
            {
                line.Append('\\').Append((char)('0' + (octet >> 6))).Append((char)('0' + ((octet >> 3) & 7))).Append((char)('0' + (octet & 7)));
            }
        }
    }

    /// <summary>Null if it is not such a text, or not of UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] != '\\')
            {
                if (text[0] is <= ' ' or >= '\x7F')
                {
                    return null;
                }

                bytes[length++] = (byte)text[0];
                text = text[1..];
            }
            else if (text.Length >= 4 && text[1] is >= '0' and <= '3' && text[2] is >= '0' and <= '7' && text[3] is >= '0' and <= '7')
            {
                bytes[length++] = (byte)(((text[1] - '0') << 6) | ((text[2] - '0') << 3) | (text[3] - '0'));
                text = text[4..];
            }
            else
            {
                return null;
            }
        }

        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
