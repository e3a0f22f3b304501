using System.Buffers;

namespace Ocx.Core.Archives.Xz;

/// <summary>
/// The last decoded bytes, in a ring. It grows with what is decoded up to <paramref name="maximumSize"/>, so that a header's claim alone takes no memory.
/// </summary>
/// <param name="maximumSize">A multiple of 16: LZMA's contexts use the lowest bits of <see cref="Position"/>.</param>
internal sealed class LzmaWindow(int maximumSize, ArrayPool<byte> arrays) : IDisposable
{
    private const int SmallestSize = 64 * 1024;

    private byte[] _buffer = arrays.Rent(Math.Min(SmallestSize, maximumSize));
    private int _size = Math.Min(SmallestSize, maximumSize);
    private bool _isFull;

    public Span<byte> Ring => _buffer.AsSpan(0, _size);

    /// <summary>Of the next byte.</summary>
    public int Position { get; set; }

    /// <summary>How far back a match may reach from <paramref name="position"/>.</summary>
    public int Reach(int position) => _isFull ? _size : position;

    public void Reset()
    {
        Position = 0;
        _isFull = false;
    }

    /// <summary>How many bytes, at least 1 and at most <paramref name="wanted"/>, can be stored from <see cref="Position"/> on.</summary>
    public int Reserve(int wanted)
    {
        if (Position == _size)
        {
            if (_size < maximumSize)
            {
                Grow();
            }
            else
            {
                Position = 0;
                _isFull = true;
            }
        }

        return Math.Min(wanted, _size - Position);
    }

    public void Dispose()
    {
        if (_size > 0)
        {
            arrays.Return(_buffer);
            (_buffer, _size) = ([], 0);
        }
    }

    private void Grow()
    {
        var grownSize = (int)Math.Min(2L * _size, maximumSize);
        var grown = arrays.Rent(grownSize);
        Ring.CopyTo(grown);
        arrays.Return(_buffer);
        (_buffer, _size) = (grown, grownSize);
    }
}
