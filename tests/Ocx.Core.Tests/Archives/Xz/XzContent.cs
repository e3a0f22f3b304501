using System.Globalization;
using System.Text;

namespace Ocx.Core.Tests.Archives.Xz;

/// <summary>Bytes to compress, the same at every run.</summary>
internal static class XzContent
{
    public static byte[] Text(int lines) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} of {i * i % 97}\n"))));

    public static byte[] Noise(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Full of what BCJ filters look for, at every alignment.</summary>
    public static byte[] Code(int size, int seed = 1)
    {
        ReadOnlySpan<byte> parts =
            [0x00, 0x00, 0xFF, 0xFF, 0xE8, 0xE8, 0xE9, 0x48, 0x01, 0xEB, 0xF0, 0xF7, 0xF8, 0x40, 0x7F, 0xC0, 0x94, 0x97, 0x90, 0xB0, 0x10, 0x12, 0x16, 0x50, 0x55];
        return new Random(seed).GetItems(parts, size);
    }

    /// <summary>Something of everything, and matches near and far.</summary>
    public static byte[] Mixture(int seed)
    {
        var random = new Random(seed);
        List<byte> bytes = [];
        for (var parts = random.Next(1, 12); parts > 0; parts--)
        {
            var size = random.Next(1, 1 << random.Next(1, 17));
            bytes.AddRange(random.Next(5) switch
            {
                0 => Noise(size, random.Next()),
                1 => Code(size, random.Next()),
                2 => Text((size / 16) + 1),
                3 => new byte[size],
                _ => [.. bytes.Skip(random.Next(bytes.Count + 1)).Take(size)],
            });
        }

        return [.. bytes];
    }
}
