namespace Ocx.Core.Archives.Xz;

/// <summary>
/// Runs what LZMA2 decodes through the filters, all in one buffer: each filter has decoded up to its own mark, and the next one follows behind.
/// </summary>
internal sealed class FilterChain
{
    private const int BufferSize = 64 * 1024;

    private readonly Lzma2Decoder _source;
    private readonly BlockFilter[] _filters;
    private readonly int[] _marks;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;

    public FilterChain(Lzma2Decoder source, FilterFlags[] flags)
    {
        _source = source;
        _filters = Array.ConvertAll(flags, BlockFilter.Create);

        // The last one applied is the first one undone.
        Array.Reverse(_filters);
        _marks = new int[_filters.Length];
    }

    /// <summary>Zero only at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_start == _marks[^1])
        {
            MoveToFront();
            var count = await _source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            Decode(isLast: count == 0);
            if (count == 0)
            {
                break;
            }
        }

        var ready = Math.Min(buffer.Length, _marks[^1] - _start);
        _buffer.AsMemory(_start, ready).CopyTo(buffer);
        _start += ready;
        return ready;
    }

    private void Decode(bool isLast)
    {
        var limit = _end;
        for (var i = 0; i < _filters.Length; i++)
        {
            var done = _filters[i].Decode(_buffer.AsSpan(_marks[i]..limit));

            // What a filter cannot decide on at the end stays as it is.
            limit = _marks[i] = isLast ? limit : _marks[i] + done;
        }
    }

    private void MoveToFront()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        foreach (ref var mark in _marks.AsSpan())
        {
            mark -= _start;
        }

        _start = 0;
    }
}
