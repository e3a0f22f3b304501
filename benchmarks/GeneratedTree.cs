namespace Ocx.Benchmarks;

/// <summary>Files that compress about as programs do, the same on every machine.</summary>
internal static class GeneratedTree
{
    private const int FilesPerDirectory = 40;

    /// <summary>Mostly small files that fill the given size together, a few of several megabytes among them.</summary>
    /// <returns>The number of files.</returns>
    public static int Write(string directory, long bytes)
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 4096).Select(_ => RandomBytes(random, random.Next(3, 14))).ToArray();
        var files = 0;
        for (long written = 0; written < bytes; files++)
        {
            var content = Content(random, words, Size(random));
            var path = Path.Combine(directory, $"share{files / FilesPerDirectory % 10}", $"part{files / FilesPerDirectory}", $"file{files}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
            written += content.Length;
        }

        return files;
    }

    private static int Size(Random random) => random.Next(100) switch
    {
        < 60 => random.Next(200, 16_000),
        < 88 => random.Next(16_000, 100_000),
        < 98 => random.Next(100_000, 600_000),
        _ => random.Next(1_000_000, 4_000_000),
    };

    private static byte[] Content(Random random, byte[][] words, int size)
    {
        var content = new byte[size];
        for (var filled = 0; filled < size;)
        {
            // The square makes some words common and most of them rare.
            var draw = random.NextDouble();
            var word = words[(int)(draw * draw * words.Length)].AsSpan();
            word = word[..Math.Min(word.Length, size - filled)];
            word.CopyTo(content.AsSpan(filled));
            filled += word.Length;
        }

        return content;
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
