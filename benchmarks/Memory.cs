using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary>
/// What <c>ocx package pull</c> of a layer that unpacks to 1 GB has in memory at most, above <c>ocx version</c>. Blocks of xz are decoded as wholes on several
/// processors, so that their size counts: the bound is for blocks of 4 MiB; those of 24 MiB, which <c>xz -T0</c> makes by default, are shown beside it.
/// </summary>
internal static class Memory
{
    private const long TreeSize = 1_000_000_000;
    private const double Allowed = 64e6;

    private static readonly (string Name, string Compressor, bool IsBound)[] Layers =
    [
        ("tar.gz", "gzip -1", true),
        ("tar.xz", "xz -T2 -1 --block-size=4MiB", true),
        ("tar.xz", "xz -T2 -1 --block-size=24MiB", false),
    ];

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("memory");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Packing the tree …");
        GeneratedTree.Write(workspace.PathOf("tree"), TreeSize);
        var holds = true;
        foreach (var (name, compressor, isBound) in Layers)
        {
            var archive = workspace.PathOf($"tree.{name}");
            new Child(workspace.Root).Run("bash", "-c", $"set -o pipefail; tar c -C tree . | {compressor} > {archive}");
            await using var package = await PublishedPackage.PublishAsync(workspace, ocx, archive);
            workspace.SetAside("store");
            var peak = package.MemoryOfInstall();
            holds &= !isBound || peak <= Allowed;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name} ({compressor}), {new FileInfo(archive).Length / 1e6:F0} MB: {peak / 1e6:F0} MB above `ocx version`{(isBound ? $" (at most {Allowed / 1e6:F0})" : "")}"));
        }

        return holds ? 0 : 1;
    }
}
