using System.Globalization;
using Ocx.Testing;

namespace Ocx.Benchmarks;

/// <summary><c>ocx pull</c> of a small locked tool into an empty store, from a registry that answers 50 ms later than the other.</summary>
internal static class Latency
{
    private const int Rounds = 9;
    private const int RoundTrips = 4;

    private static readonly TimeSpan Added = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync()
    {
        var workspace = new Workspace("latency");
        var ocx = workspace.PublishOcx();
        workspace.Write("tree/README", "small");
        var shell = new Child(workspace.Root);
        shell.Run("tar", "czf", workspace.PathOf("tree.tar.gz"), "-C", "tree", ".");
        await using var near = await TestRegistry.StartAsync();
        await using var far = await TestRegistry.StartAsync(new(Added));
        var times = new[] { near, far }.Select(registry => (Pull: Prepare(workspace, ocx, registry), Times: new List<double>())).ToList();
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (pull, measured) in times)
            {
                workspace.SetAside("store");
                var time = pull().TotalMilliseconds;

                // The first round warms all up.
                if (round > 0)
                {
                    measured.Add(time);
                }
            }
        }

        var (close, distant) = (Median.Of(times[0].Times), Median.Of(times[1].Times));
        var allowed = RoundTrips * Added.TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  at once {close:F0} ms, after {Added.TotalMilliseconds} ms {distant:F0} ms: {distant - close:F0} ms more (at most {allowed})"));
        return distant - close <= allowed ? 0 : 1;
    }

    /// <summary>Publishes and locks the tool in a project of its own.</summary>
    private static Func<TimeSpan> Prepare(Workspace workspace, string ocx, TestRegistry registry)
    {
        var project = $"project-{registry.Address.Port}";
        var identifier = $"{registry.Host}/bench/tool:1";
        workspace.Write($"{project}/ocx.toml", $"[tools]\ntool = \"{identifier}\"\n");
        var child = new Child(workspace.PathOf(project), ("OCX_HOME", workspace.PathOf("store")), ("OCX_INSECURE_REGISTRIES", registry.Host));
        var metadata = workspace.Write("metadata.json", """{ "type": "bundle", "version": 1 }""");
        child.Run(ocx, "package", "push", "-p", "any", "-m", metadata, "-i", identifier, workspace.PathOf("tree.tar.gz"));
        child.Run(ocx, "lock", "--no-pull");
        return () => child.Run(ocx, "pull");
    }
}
