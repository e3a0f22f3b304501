using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Ocx.Benchmarks;

/// <summary>What an installation does to a layer, each thing alone: the others are done before, or left out.</summary>
internal sealed class InstallStages(Workspace workspace, Uri blob, string archive)
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _compressed = File.ReadAllBytes(archive);
    private readonly List<(string Path, byte[] Content)> _files = ReadFiles(archive);

    public async Task DownloadAsync()
    {
        using var client = new HttpClient();
        await using var body = await client.GetStreamAsync(blob);
        await DrainAsync(body);
    }

    public Task HashAsync()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var offset = 0; offset < _compressed.Length; offset += BufferSize)
        {
            hash.AppendData(_compressed, offset, Math.Min(BufferSize, _compressed.Length - offset));
        }

        return Task.CompletedTask;
    }

    public async Task InflateAsync()
    {
        await using var inflated = new GZipStream(new MemoryStream(_compressed), CompressionMode.Decompress);
        await DrainAsync(inflated);
    }

    /// <summary>Until it is safe on the disk.</summary>
    public void Write()
    {
        var root = workspace.PathOf("unpacked");
        foreach (var (path, content) in _files)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        new Child(workspace.Root).Run("sync", "-f", root);
    }

    private static async Task DrainAsync(Stream stream)
    {
        var buffer = new byte[BufferSize];
        while (await stream.ReadAsync(buffer) > 0)
        {
        }
    }

    private static List<(string Path, byte[] Content)> ReadFiles(string archive)
    {
        var files = new List<(string, byte[])>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } content)
            {
                var bytes = new byte[content.Length];
                content.ReadExactly(bytes);
                files.Add((entry.Name, bytes));
            }
        }

        return files;
    }
}
