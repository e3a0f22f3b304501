namespace Ocx.Core.Archives.Xz;

/// <summary>
/// The last decoded bytes, in a ring. It grows with what is decoded up to <paramref name="maximumSize"/>, so that a header's claim alone takes no memory.
/// </summary>
/// <param name="maximumSize">A multiple of 16: LZMA's contexts use the lowest bits of <see cref="Position"/>.</param>
internal sealed class LzmaWindow(int maximumSize)
{
    private const int SmallestSize = 64 * 1024;

    private bool _isFull;

    public byte[] Buffer { get; private set; } = new byte[Math.Min(SmallestSize, maximumSize)];

    /// <summary>Of the next byte.</summary>
    public int Position { get; set; }

    /// <summary>How far back a match may reach from <paramref name="position"/>.</summary>
    public int Reach(int position) => _isFull ? Buffer.Length : position;

    public void Reset()
    {
        Position = 0;
        _isFull = false;
    }

    /// <summary>How many bytes, at least 1 and at most <paramref name="wanted"/>, can be stored from <see cref="Position"/> on.</summary>
    public int Reserve(int wanted)
    {
        if (Position == Buffer.Length)
        {
            if (Buffer.Length < maximumSize)
            {
                var grown = GC.AllocateUninitializedArray<byte>((int)Math.Min(2L * Buffer.Length, maximumSize));
                Buffer.CopyTo(grown.AsSpan());
                Buffer = grown;
            }
            else
            {
                Position = 0;
                _isFull = true;
            }
        }

        return Math.Min(wanted, Buffer.Length - Position);
    }
}
