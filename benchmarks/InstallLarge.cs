using System.Diagnostics;
using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary>
/// <c>ocx package pull</c> of a tree of 400 MB in one layer, against each thing it has to do measured alone, and against <c>curl | tar xz</c>.
/// Work that overlaps costs as much as its slowest part.
/// </summary>
internal static class InstallLarge
{
    private const int Rounds = 7;
    private const long TreeSize = 400_000_000;
    private const double AllowedOfSlowestStage = 1.15;
    private const double AllowedOfTar = 1;

    private static readonly string[] Stages = ["download", "SHA-256", "inflate", "write"];

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("install-large");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Packing the tree …");
        var files = GeneratedTree.Write(workspace.PathOf("tree"), TreeSize);
        var archive = workspace.PathOf("tree.tar.gz");
        var shell = new Child(workspace.Root);
        shell.Run(ocx, "package", "create", "-m", workspace.Write("metadata.json", """{ "type": "bundle", "version": 1 }"""), "-o", archive, "tree");
        await using var package = await PublishedPackage.PublishAsync(workspace, ocx, archive);
        var stages = new InstallStages(workspace, package.Blob, archive);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files, {new FileInfo(archive).Length / 1e6:F0} MB compressed; {Rounds} rounds, each in turn:"));
        var sides = new (string Name, Func<Task> Run)[]
        {
            ("ocx", () => Task.Run(package.Install)),
            ("download", stages.DownloadAsync),
            ("SHA-256", stages.HashAsync),
            ("inflate", stages.InflateAsync),
            ("write", () => Task.Run(stages.Write)),
            ("curl | tar", () => Task.Run(() => shell.Run("bash", "-c", $"set -o pipefail; mkdir unpacked; curl -sS --fail {package.Blob} | tar xz -C unpacked"))),
        };
        var times = sides.ToDictionary(side => side.Name, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, run) in sides)
            {
                workspace.SetAside("store");
                workspace.SetAside("unpacked");
                shell.Run("sync");
                var watch = Stopwatch.StartNew();
                await run();

                // The first round warms all up.
                if (round > 0)
                {
                    times[name].Add(watch.Elapsed.TotalSeconds);
                    Console.Write(string.Create(CultureInfo.InvariantCulture, $"  {name} {watch.Elapsed.TotalSeconds:F2} s"));
                }
            }

            Console.WriteLine();
        }

        var ours = Median.Of(times["ocx"]);
        var slowest = Stages.MaxBy(stage => Median.Of(times[stage]))!;
        var ofSlowest = ours / Median.Of(times[slowest]);
        var ofTar = ours / Median.Of(times["curl | tar"]);
        Console.WriteLine("Medians: " + string.Join(", ", sides.Select(side => string.Create(CultureInfo.InvariantCulture, $"{side.Name} {Median.Of(times[side.Name]):F2} s"))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Against the slowest stage ({slowest}): ratio {ofSlowest:F2} (at most {AllowedOfSlowestStage})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Against curl | tar xz: ratio {ofTar:F2} (below {AllowedOfTar})"));
        return ofSlowest <= AllowedOfSlowestStage && ofTar < AllowedOfTar ? 0 : 1;
    }
}
