using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary><c>ocx package pull</c> of a <c>tar.xz</c> of many blocks on two processors, against the same on one of them.</summary>
internal static class XzBlocks
{
    private const int Rounds = 5;
    private const long TreeSize = 150_000_000;
    private const string BlockSize = "8MiB";
    private const double LeastRatio = 1.6;

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("xz-blocks");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Packing the tree …");
        GeneratedTree.Write(workspace.PathOf("tree"), TreeSize);
        var archive = workspace.PathOf("tree.tar.xz");
        new Child(workspace.Root).Run("bash", "-c", $"set -o pipefail; tar c -C tree . | xz -T2 --block-size={BlockSize} > tree.tar.xz");
        await using var package = await PublishedPackage.PublishAsync(workspace, ocx, archive);

        var (one, two) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            workspace.SetAside("store");
            var onOne = package.Install(processors: "0").TotalSeconds;
            workspace.SetAside("store");
            var onTwo = package.Install(processors: "0,1").TotalSeconds;

            // The first round warms both up.
            if (round > 0)
            {
                one.Add(onOne);
                two.Add(onTwo);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  one processor {onOne:F2} s   two {onTwo:F2} s"));
            }
        }

        var ratio = Median.Of(one) / Median.Of(two);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Blocks of {BlockSize}; medians: one processor {Median.Of(one):F2} s, two {Median.Of(two):F2} s; ratio {ratio:F2} (at least {LeastRatio})"));
        return ratio >= LeastRatio ? 0 : 1;
    }
}
