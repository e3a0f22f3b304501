using System.Buffers;

namespace Ocx.Core.Archives.Xz;

/// <summary>The compressed bytes, read ahead by a buffer so that decoders find what they ask for in one piece.</summary>
internal sealed class XzInput : IDisposable
{
    /// <summary>Holds the longest LZMA2 chunk, 64 KiB and its header, with room to read on.</summary>
    private const int BufferSize = 128 * 1024;

    /// <summary>As many as blocks that are decoded at once: each has content, compressed bytes and a window of about one size.</summary>
    private const int ArraysPerSize = 6;
    private const int LargestPooledArray = 128 * 1024 * 1024;

    private readonly Stream _source;
    private readonly int _capacity;
    private byte[] _buffer;
    private int _start;
    private int _end;

    public XzInput(Stream source)
    {
        _source = source;
        _capacity = BufferSize;
        Arrays = ArrayPool<byte>.Create(LargestPooledArray, ArraysPerSize);
        _buffer = Arrays.Rent(_capacity + RangeDecoder.LongestSymbol);
    }

    private XzInput(ArrayPool<byte> arrays, int count)
    {
        _source = Stream.Null;
        Arrays = arrays;
        _capacity = count;
        _buffer = arrays.Rent(count + RangeDecoder.LongestSymbol);
        _end = count;
    }

    /// <summary>
    /// Of all who decode this input, and gone with them: the process's own pool keeps an array for each thread that ever returned one, which are many times as
    /// many as are needed.
    /// </summary>
    public ArrayPool<byte> Arrays { get; }

    /// <summary>How many bytes were consumed.</summary>
    public long Position { get; private set; }

    public ReadOnlySpan<byte> Available => _buffer.AsSpan(_start.._end);

    /// <summary>Tries to have <paramref name="count"/> bytes in <see cref="Available"/>; there are fewer only if the input ends.</summary>
    public async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (_start + count > _capacity)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var read = await _source.ReadAsync(_buffer.AsMemory(_end.._capacity), cancellationToken);
            if (read == 0)
            {
                break;
            }

            _end += read;
        }
    }

    /// <summary>Has <paramref name="count"/> bytes, and maybe more, in <see cref="Available"/>.</summary>
    public async ValueTask RequireAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start < count)
        {
            await FillAsync(count, cancellationToken);
            if (_end - _start < count)
            {
                throw XzFailure.Truncated();
            }
        }
    }

    /// <summary>The next <paramref name="count"/> bytes, which must be available, with <see cref="RangeDecoder.LongestSymbol"/> bytes of anything after them.</summary>
    public ReadOnlySpan<byte> PeekWithSlack(int count) => _buffer.AsSpan(_start, count + RangeDecoder.LongestSymbol);

    /// <summary>Consumes <paramref name="count"/> bytes, which must be available.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = _buffer.AsSpan(_start.._end)[..count];
        _start += count;
        Position += count;
        return taken;
    }

    /// <summary>Moves the next <paramref name="count"/> bytes into an input of their own.</summary>
    public async ValueTask<XzInput> SplitAsync(int count, CancellationToken cancellationToken)
    {
        var part = new XzInput(Arrays, count);
        try
        {
            for (var filled = 0; filled < count;)
            {
                await RequireAsync(1, cancellationToken);
                var piece = Take(Math.Min(count - filled, _end - _start));
                piece.CopyTo(part._buffer.AsSpan(filled));
                filled += piece.Length;
            }
        }
        catch
        {
            part.Dispose();
            throw;
        }

        return part;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            Arrays.Return(_buffer);
            (_buffer, _start, _end) = ([], 0, 0);
        }
    }
}
