using System.Globalization;
using System.Security.Cryptography;
using Ocx.Testing;

namespace Ocx.Benchmarks;

/// <summary>
/// A layer of 12 MB that does not compress, by <c>ocx package pull</c> against <c>curl</c> with its one connection: from a registry that limits each
/// connection, where several are to be faster, and from one that limits all together, where they must cost nothing.
/// </summary>
internal static class Ranges
{
    private const int Rounds = 7;
    private const int LayerSize = 12_000_000;
    private const int Cap = 10_000_000;

    private static readonly (string Name, TestRegistryOptions Options, double Allowed)[] Registries =
    [
        ("10 MB/s for each connection", new(BytesPerSecond: Cap), 0.5),
        ("10 MB/s for all together", new(SharedBytesPerSecond: Cap), 1.05),
    ];

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("ranges");
        var ocx = workspace.PublishOcx();
        workspace.Write("tree/README", "noise");
        await File.WriteAllBytesAsync(workspace.PathOf("tree/noise"), RandomNumberGenerator.GetBytes(LayerSize));
        var shell = new Child(workspace.Root);
        shell.Run("tar", "czf", workspace.PathOf("tree.tar.gz"), "-C", "tree", ".");
        var holds = true;
        foreach (var (name, options, allowed) in Registries)
        {
            await using var package = await PublishedPackage.PublishAsync(workspace, ocx, workspace.PathOf("tree.tar.gz"), options);
            var (ours, starts, theirs) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                workspace.SetAside("store");
                var pull = package.Install();
                var start = shell.Run(ocx, "version");
                var curl = shell.Run("curl", "-sS", "--fail", "-o", "/dev/null", package.Blob.ToString());

                // The first round warms all up.
                if (round > 0)
                {
                    ours.Add(pull.TotalSeconds);
                    starts.Add(start.TotalSeconds);
                    theirs.Add(curl.TotalSeconds);
                }
            }

            var ratio = Median.Of(ours) / Median.Of(theirs);
            holds &= ratio <= allowed;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name}: ocx {Median.Of(ours):F2} s (of which `ocx version` takes {Median.Of(starts):F2} s), curl {Median.Of(theirs):F2} s: ratio {ratio:F2} (at most {allowed})"));
        }

        return holds ? 0 : 1;
    }
}
