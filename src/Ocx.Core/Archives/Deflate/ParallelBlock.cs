using System.IO.Compression;

namespace Ocx.Core.Archives.Deflate;

/// <summary>A piece of the input with what precedes it, and what becomes of it. Used for one piece after another.</summary>
internal sealed class ParallelBlock(CompressionLevel level)
{
    private const int Size = 1024 * 1024;

    private readonly DeflateEncoder _encoder = new(level);
    private readonly byte[] _input = new byte[DeflateSymbols.WindowSize + Size];
    private readonly byte[] _output = new byte[DeflateEncoder.MaximumEncodedSize(Size)];
    private int _start;
    private int _end;
    private int _encoded;

    public bool IsEmpty => _end == _start;

    public bool IsFull => _end == _start + Size;

    public ReadOnlyMemory<byte> Encoded => _output.AsMemory(0, _encoded);

    /// <summary>Begins a piece after another one, or the first.</summary>
    public void Reset(ParallelBlock? previous)
    {
        var known = previous is null ? [] : previous._input.AsSpan(0, previous._end);
        known = known[Math.Max(0, known.Length - DeflateSymbols.WindowSize)..];
        known.CopyTo(_input);
        _start = _end = known.Length;
    }

    /// <summary>Takes in as much as there is room for; returns how much that was.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        // The first block has no window before it, and is as long as the others all the same.
        var count = Math.Min(bytes.Length, _start + Size - _end);
        bytes[..count].CopyTo(_input.AsSpan(_end));
        _end += count;
        return count;
    }

    public void Encode() => _encoded = _encoder.Encode(_input.AsSpan(0, _end), _start, _output);
}
