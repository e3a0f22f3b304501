namespace Ocx.Core.Archives.Xz;

/// <summary>Up to 63 bits, seven in each byte, the lowest first.</summary>
internal static class VariableLengthInteger
{
    public const int MaximumSize = 9;

    /// <summary>Takes one from the front of <paramref name="bytes"/>; false if it is cut, too long or not in its shortest form.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(bytes.Length, MaximumSize); i++)
        {
            value |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                var isShortest = bytes[i] != 0 || i == 0;
                bytes = bytes[(i + 1)..];
                return isShortest;
            }
        }

        return false;
    }
}
