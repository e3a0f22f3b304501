namespace Ocx.Core.Archives.Tar;

/// <summary>Numbers in a header: octal text, or base 256 where the field's first bit is set.</summary>
internal static class TarNumber
{
    /// <summary>False for negative numbers, for more than 63 bits, and for anything that is not a number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        (field[0] & 0x80) != 0 ? TryParseBase256(field, out value) : TryParseOctal(field, out value);

    private static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var digits = field.TrimStart((byte)' ').TrimEnd(" \0"u8);
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7' || value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) + (digit - '0');
        }

        return true;
    }

    private static bool TryParseBase256(ReadOnlySpan<byte> field, out long value)
    {
        value = field[0] & 0x7F;
        foreach (var octet in field[1..])
        {
            if (value > long.MaxValue >> 8)
            {
                return false;
            }

            value = (value << 8) + octet;
        }

        return true;
    }
}
