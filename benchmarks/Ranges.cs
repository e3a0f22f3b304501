using System.Globalization;
using System.Security.Cryptography;
using Ocx.Testing;

namespace Ocx.Benchmarks;

/// <summary>
/// A layer of 12 MB that does not compress, by <c>ocx package pull</c> against <c>curl</c> with its one connection: from a registry that limits each
/// connection, where several are to be faster, and from one that limits all together, where they must cost nothing. The bounds are those of the layer:
/// from the first request for it until the last byte left; the whole programs, with what comes before and after, are told beside it.
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
        var ocx = workspace.PublishOcx(alone: true);
        workspace.Write("tree/README", "noise");
        await File.WriteAllBytesAsync(workspace.PathOf("tree/noise"), RandomNumberGenerator.GetBytes(LayerSize));
        var shell = new Child(workspace.Root);
        shell.Run("tar", "czf", workspace.PathOf("tree.tar.gz"), "-C", "tree", ".");
        var holds = true;
        foreach (var (name, options, allowed) in Registries)
        {
            await using var package = await PublishedPackage.PublishAsync(workspace, ocx, workspace.PathOf("tree.tar.gz"), options);
            var (ours, curls) = (new List<Sample>(), new List<Sample>());
            for (var round = 0; round <= Rounds; round++)
            {
                workspace.SetAside("store");
                ours.Add(new(package.Install(), package.TakeTransfer()));
                curls.Add(new(shell.Run("curl", "-sS", "--fail", "-o", "/dev/null", package.Blob.ToString()), package.TakeTransfer()));
            }

            var layer = Ratio(sample => sample.Transfer);
            holds &= layer <= allowed;
            Console.WriteLine($"  {name}");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    the layer: {Seconds(ours, sample => sample.Transfer)}, curl {Seconds(curls, sample => sample.Transfer)}: ratio {layer:F2} (at most {allowed})"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    the whole of both programs: {Seconds(ours, sample => sample.Whole)}, curl {Seconds(curls, sample => sample.Whole)}: ratio {Ratio(sample => sample.Whole):F2}"));

            double Ratio(Func<Sample, TimeSpan> part) => Middle(ours, part) / Middle(curls, part);
        }

        return holds ? 0 : 1;
    }

    private static string Seconds(List<Sample> samples, Func<Sample, TimeSpan> part) => string.Create(CultureInfo.InvariantCulture, $"{Middle(samples, part):F2} s");

    /// <summary>The first round warms all up.</summary>
    private static double Middle(List<Sample> samples, Func<Sample, TimeSpan> part) => Median.Of([.. samples.Skip(1).Select(sample => part(sample).TotalSeconds)]);

    private sealed record Sample(TimeSpan Whole, TimeSpan Transfer);
}
