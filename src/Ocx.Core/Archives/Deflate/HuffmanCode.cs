namespace Ocx.Core.Archives.Deflate;

/// <summary>A canonical prefix code: for each symbol the length of its code, 0 for none, and the code with its first bit lowest.</summary>
internal sealed class HuffmanCode(int symbols, int maximumLength)
{
    private readonly long[] _sorted = new long[symbols];
    private readonly int[] _nodes = new int[symbols];
    private readonly int[] _countOfLength = new int[Math.Max(symbols, maximumLength) + 1];

    public byte[] Lengths { get; } = new byte[symbols];

    public ushort[] Codes { get; } = new ushort[symbols];

    /// <summary>The code that is given by the lengths of its codes.</summary>
    public static HuffmanCode OfLengths(int symbols, int maximumLength, Func<int, byte> lengthOf)
    {
        var code = new HuffmanCode(symbols, maximumLength);
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            code.Lengths[symbol] = lengthOf(symbol);
        }

        code.MakeCodes();
        return code;
    }

    /// <summary>Makes the shortest code for symbols that occur this often.</summary>
    public void Build(ReadOnlySpan<int> frequencies)
    {
        Array.Clear(Lengths);
        var used = Sort(frequencies);
        if (used < 2)
        {
            // Some decoders refuse a code of one symbol.
            Lengths[0] = 1;
            Lengths[used == 0 || Symbol(0) == 0 ? 1 : Symbol(0)] = 1;
        }
        else
        {
            CountLengths(used);
            Limit(maximumLength);
            Assign(used);
        }

        MakeCodes();
    }

    /// <summary>The bits that everything takes, coded.</summary>
    public long Cost(ReadOnlySpan<int> frequencies)
    {
        long bits = 0;
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
        {
            bits += (long)frequencies[symbol] * Lengths[symbol];
        }

        return bits;
    }

    /// <summary>The rarest first, equally frequent ones by number, so that the order never depends on how it is sorted.</summary>
    private int Sort(ReadOnlySpan<int> frequencies)
    {
        var used = 0;
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
            {
                _sorted[used++] = ((long)frequencies[symbol] << 16) | (uint)symbol;
            }
        }

        _sorted.AsSpan(0, used).Sort();
        return used;
    }

    private int Symbol(int rank) => (int)(_sorted[rank] & 0xFFFF);

    /// <summary>Moffat and Katajainen: Huffman's tree in place. Counts how many leaves are how deep.</summary>
    private void CountLengths(int used)
    {
        var nodes = _nodes.AsSpan(0, used);
        for (var i = 0; i < used; i++)
        {
            nodes[i] = (int)(_sorted[i] >> 16);
        }

        // Pairs the two lightest, of leaves and inner nodes, and leaves parents behind.
        int leaf = 0, root = 0;
        for (var next = 0; next < used - 1; next++)
        {
            var weight = 0;
            for (var half = 0; half < 2; half++)
            {
                if (leaf >= used || (root < next && nodes[root] < nodes[leaf]))
                {
                    weight += nodes[root];
                    nodes[root++] = next;
                }
                else
                {
                    weight += nodes[leaf++];
                }
            }

            nodes[next] = weight;
        }

        // From parents to depths of the inner nodes, from the root down.
        nodes[used - 2] = 0;
        for (var next = used - 3; next >= 0; next--)
        {
            nodes[next] = nodes[nodes[next]] + 1;
        }

        // What inner nodes leave free on each level are leaves.
        Array.Clear(_countOfLength);
        int available = 1, inner = used - 2;
        for (var depth = 0; available > 0; depth++)
        {
            var taken = 0;
            for (; inner >= 0 && nodes[inner] == depth; inner--)
            {
                taken++;
            }

            _countOfLength[depth] = available - taken;
            available = 2 * taken;
        }
    }

    /// <summary>Brings codes that are too long to the greatest length, and makes room for them by lengthening the next shorter ones.</summary>
    private void Limit(int maximum)
    {
        var counts = _countOfLength.AsSpan();
        for (var length = maximum + 1; length < counts.Length; length++)
        {
            counts[maximum] += counts[length];
            counts[length] = 0;
        }

        var space = 0L;
        for (var length = 1; length <= Math.Min(maximum, counts.Length - 1); length++)
        {
            space += (long)counts[length] << (maximum - length);
        }

        for (; space > 1L << maximum; space--)
        {
            counts[maximum]--;
            var shorter = maximum - 1;
            while (counts[shorter] == 0)
            {
                shorter--;
            }

            counts[shorter]--;
            counts[shorter + 1] += 2;
        }
    }

    /// <summary>The longest to the rarest.</summary>
    private void Assign(int used)
    {
        var length = maximumLength;
        for (var rank = 0; rank < used; rank++)
        {
            while (_countOfLength[length] == 0)
            {
                length--;
            }

            _countOfLength[length]--;
            Lengths[Symbol(rank)] = (byte)length;
        }
    }

    private void MakeCodes()
    {
        // First how many codes are one shorter, then the first code of each length.
        Span<int> next = stackalloc int[maximumLength + 2];
        next.Clear();
        foreach (var length in Lengths)
        {
            next[length + 1] += length > 0 ? 1 : 0;
        }

        for (var length = 1; length <= maximumLength; length++)
        {
            next[length] = (next[length - 1] + next[length]) << 1;
        }

        for (var symbol = 0; symbol < Lengths.Length; symbol++)
        {
            Codes[symbol] = Lengths[symbol] == 0 ? (ushort)0 : Reverse(next[Lengths[symbol]]++, Lengths[symbol]);
        }
    }

    private static ushort Reverse(int code, int length)
    {
        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
        {
            reversed = (reversed << 1) | ((code >> bit) & 1);
        }

        return (ushort)reversed;
    }
}
