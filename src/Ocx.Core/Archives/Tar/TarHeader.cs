namespace Ocx.Core.Archives.Tar;

/// <summary>One 512-byte header as it is on the tape: V7, ustar, and GNU's variant. Owner, group and times are not looked at.</summary>
internal readonly ref struct TarHeader
{
    public const int BlockSize = 512;

    private readonly ReadOnlySpan<byte> _block;

    private TarHeader(ReadOnlySpan<byte> block, long size, int mode)
    {
        _block = block;
        Size = size;
        Mode = mode;
    }

    public long Size { get; }

    public int Mode { get; }

    public byte Type => _block[156];

    public ReadOnlySpan<byte> LinkName => Text(_block.Slice(157, 100));

    /// <summary>The name in two parts: POSIX headers may hold the leading directories apart.</summary>
    public ReadOnlySpan<byte> Prefix => _block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(_block.Slice(345, 155)) : [];

    public ReadOnlySpan<byte> Name => Text(_block[..100]);

    /// <summary>What is wrong with the block as a header, or null.</summary>
    public static string? TryParse(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (!TarNumber.TryParse(block.Slice(148, 8), out var checksum) || checksum != Sum(block))
        {
            return "the checksum of an entry's header is wrong";
        }

        if (!TarNumber.TryParse(block.Slice(124, 12), out var size))
        {
            return "an entry's size is not a number";
        }

        if (!TarNumber.TryParse(block.Slice(100, 8), out var mode) || mode > 0xFFFF)
        {
            return "an entry's mode is not a number";
        }

        header = new TarHeader(block, size, (int)mode);
        return null;
    }

    /// <summary>Of all bytes as unsigned numbers, with spaces in place of the checksum itself.</summary>
    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < block.Length; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : block[i];
        }

        return sum;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;
}
