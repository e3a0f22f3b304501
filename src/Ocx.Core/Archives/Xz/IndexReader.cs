using System.Buffers.Binary;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Xz;

/// <summary>Reads the index at the end of a stream, which lists its blocks.</summary>
internal sealed class IndexReader(XzInput input)
{
    private readonly long _start = input.Position;
    private uint _crc;

    /// <summary>Reads all of it and verifies that it lists <paramref name="blocks"/>.</summary>
    /// <returns>Its size in bytes.</returns>
    public async ValueTask<long> VerifyAsync(IndexHash blocks, CancellationToken cancellationToken)
    {
        // Its first byte is 0, where a block's header would have its size.
        await input.RequireAsync(1, cancellationToken);
        Take(1);
        using var records = new IndexHash();
        for (var remaining = await ReadIntegerAsync(cancellationToken); remaining > 0 && records.Count < blocks.Count; remaining--)
        {
            var unpaddedSize = await ReadIntegerAsync(cancellationToken);
            records.Append(unpaddedSize, await ReadIntegerAsync(cancellationToken));
        }

        var padding = (int)(-(input.Position - _start) & 3);
        await input.RequireAsync(padding + Crc32.Size, cancellationToken);
        if (!records.Matches(blocks) || Take(padding).ContainsAnyExcept((byte)0) || BinaryPrimitives.ReadUInt32LittleEndian(input.Take(Crc32.Size)) != _crc)
        {
            throw Damaged();
        }

        return input.Position - _start;
    }

    private async ValueTask<long> ReadIntegerAsync(CancellationToken cancellationToken)
    {
        await input.FillAsync(VariableLengthInteger.MaximumSize, cancellationToken);
        var rest = input.Available;
        if (!VariableLengthInteger.TryRead(ref rest, out var value))
        {
            throw Damaged();
        }

        Take(input.Available.Length - rest.Length);
        return value;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = input.Take(count);
        _crc = Crc32.Append(_crc, taken);
        return taken;
    }

    private static OcxException Damaged() => XzFailure.Damaged("index is wrong");
}
