using System.Globalization;
using Ocx.Testing;

namespace Ocx.Benchmarks;

/// <summary>A tool of 150 MB, restored into an empty store by <c>ocx pull</c>, against <c>curl | tar xz</c> of the same archive from the same server.</summary>
internal static class ColdRestore
{
    private const int Rounds = 7;
    private const double AllowedRatio = 1.3;
    private const long AllowedMemory = 80L << 20;

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("cold-restore");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Packing the tool …");
        GenerateTool(workspace.PathOf("tool"));
        var metadata = workspace.Write("metadata.json", """{ "type": "bundle", "version": 1, "env": [] }""");
        var archive = workspace.PathOf("tool.tar.gz");
        var packing = new Child(workspace.Root);
        packing.Run(ocx, "package", "create", "-m", metadata, "-o", archive, "tool");

        await using var registry = await TestRegistry.StartAsync();
        var identifier = $"{registry.Host}/bench/tool:1";
        workspace.Write("project/ocx.toml", $"[tools]\ntool = \"{identifier}\"\n");
        var restoring = new Child(workspace.PathOf("project"), ("OCX_HOME", workspace.PathOf("store")), ("OCX_INSECURE_REGISTRIES", registry.Host));
        restoring.Run(ocx, "package", "push", "-p", "any", "-i", identifier, archive);
        restoring.Run(ocx, "lock", "--no-pull");

        var size = new FileInfo(archive).Length;
        var blob = $"{registry.Address}v2/bench/tool/blobs/{registry.PutBlob("bench/tool", await File.ReadAllBytesAsync(archive))}";
        var unpacking = new Child(workspace.Root);

        Console.WriteLine($"{size / 1e6:F0} MB compressed; {Rounds} rounds, each side in turn:");
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            workspace.Delete("store");
            packing.Run("sync");
            var pull = restoring.Run(ocx, "pull").TotalSeconds;

            workspace.Delete("unpacked");
            packing.Run("sync");
            var tar = unpacking.Run("bash", "-c", $"set -o pipefail; mkdir unpacked; curl -sS --fail {blob} | tar xz -C unpacked").TotalSeconds;

            // The first round warms both up.
            if (round > 0)
            {
                ours.Add(pull);
                theirs.Add(tar);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ocx pull {pull:F2} s   curl | tar xz {tar:F2} s"));
            }
        }

        workspace.Delete("store");
        var idle = restoring.PeakMemoryOf(ocx, "version");
        var peak = restoring.PeakMemoryOf(ocx, "pull");

        var ratio = Median.Of(ours) / Median.Of(theirs);
        var memory = peak - idle;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             Medians: ocx pull {Median.Of(ours):F2} s, curl | tar xz {Median.Of(theirs):F2} s; ratio {ratio:F2} (at most {AllowedRatio})
             Memory:  {peak / 1e6:F0} MB at most, {memory / 1e6:F0} MB above `ocx version` (at most {AllowedMemory / 1e6:F0})
             """));
        return ratio <= AllowedRatio && memory <= AllowedMemory ? 0 : 1;
    }

    /// <summary>150 MB in 60 files of which gzip saves about 60 %; the same on every machine.</summary>
    private static void GenerateTool(string directory)
    {
        const int Chunk = 1000;
        var random = new Random(1);
        var chunk = new byte[Chunk];
        Directory.CreateDirectory(directory);
        for (var i = 0; i < 60; i++)
        {
            using var file = File.Create(Path.Combine(directory, $"library{i}.so"));
            for (var written = 0; written < 2_500_000; written += Chunk)
            {
                random.NextBytes(chunk.AsSpan(0, 390));
                file.Write(chunk);
            }
        }
    }
}
