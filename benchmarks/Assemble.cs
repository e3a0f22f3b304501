using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary>
/// Making a package of 10,000 files whose layer is in the store, against <c>cp -al</c> of the layer. What <c>ocx package pull</c> costs where all is there
/// already, the start of the process above all, is taken off.
/// </summary>
internal static class Assemble
{
    private const int Rounds = 21;
    private const int Files = 10_000;
    private const int FilesPerDirectory = 40;
    private const double AllowedRatio = 1.3;

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("assemble");
        var ocx = workspace.PublishOcx();
        for (var i = 0; i < Files; i++)
        {
            workspace.Write($"tree/share{i / FilesPerDirectory % 10}/part{i / FilesPerDirectory}/file{i}", $"content {i}\n");
        }

        var shell = new Child(workspace.Root);
        var archive = workspace.PathOf("tree.tar.gz");
        shell.Run("tar", "czf", archive, "-C", workspace.PathOf("tree"), ".");
        await using var package = await PublishedPackage.PublishAsync(workspace, ocx, archive);
        package.Install();
        var layer = Directory.GetDirectories(workspace.PathOf("store/layers"), "content", SearchOption.AllDirectories).Single();

        var times = new Dictionary<string, List<double>> { ["pull"] = [], ["nothing to do"] = [], ["cp -al"] = [] };
        for (var round = -1; round <= Rounds; round++)
        {
            // Whichever goes first meets colder caches: the order alternates. The first two rounds warm up.
            var sides = new (string Name, Func<TimeSpan> Run)[]
            {
                ("cp -al", () => shell.Run("cp", "-al", layer, workspace.PathOf("copy"))),
                ("pull", package.Install),
                ("nothing to do", package.Install),
            };
            workspace.SetAside("store/packages");
            workspace.SetAside("copy");
            shell.Run("sync");
            foreach (var (name, run) in round % 2 == 0 ? sides : [sides[1], sides[2], sides[0]])
            {
                var time = run().TotalMilliseconds;
                if (round > 0)
                {
                    times[name].Add(time);
                }
            }
        }

        var assembly = Median.Of(times["pull"].Zip(times["nothing to do"], (pull, nothing) => pull - nothing));
        var ratio = assembly / Median.Of(times["cp -al"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             {Files} files, medians of {Rounds} rounds:
               cp -al                       {Median.Of(times["cp -al"]):F0} ms
               ocx package pull             {Median.Of(times["pull"]):F0} ms
               ocx package pull, all there  {Median.Of(times["nothing to do"]):F0} ms
             Making the package costs {assembly:F0} ms: ratio {ratio:F2} (at most {AllowedRatio})
             """));
        return ratio <= AllowedRatio ? 0 : 1;
    }
}
