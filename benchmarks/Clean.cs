using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ocx.Benchmarks;

/// <summary>
/// <c>ocx clean</c> over a store of 1,000 packages, each with a layer of 50 files and two documents, warm; every file has two names, so that there are
/// 100,000. When links keep all of it: against a store of 2,000. When nothing does: against <c>rm -rf</c> of the same store.
/// </summary>
internal static class Clean
{
    private const int Size = 1000;
    private const int FilesPerPackage = 50;
    private const int KeepingRounds = 9;
    private const int DeletingRounds = 3;
    private const double AllowedSeconds = 2;
    private const double AllowedGrowth = 2.2;
    private const double AllowedRatio = 1.3;

    public static int Run()
    {
        var workspace = new Workspace("clean");
        var ocx = workspace.PublishOcx();
        Console.WriteLine($"Making stores of {Size} and {2 * Size} packages with {2 * FilesPerPackage} names of files each …");
        for (var i = 0; i < FilesPerPackage; i++)
        {
            workspace.Write($"files/{i / 10}/{i % 10}", "content");
        }

        // References are absolute: what is made here is for the directory it is copied to.
        Make(workspace, Size, "made", "one");
        Make(workspace, 2 * Size, "two", "two");
        var shell = new Child(workspace.Root);
        shell.Run("cp", "-al", "made", "one");

        string[] stores = ["one", "two"];
        var keeping = stores.ToDictionary(store => store, _ => new List<double>());
        for (var round = 0; round <= KeepingRounds; round++)
        {
            foreach (var store in round % 2 == 0 ? stores : stores.Reverse())
            {
                var time = CleanTime(store);

                // The first round warms both up.
                if (round > 0)
                {
                    keeping[store].Add(time);
                }
            }
        }

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < DeletingRounds; round++)
        {
            workspace.Delete("one/symlinks");
            ours.Add(CleanTime("one"));
            if (Directory.EnumerateDirectories(workspace.PathOf("one/packages"), "content", SearchOption.AllDirectories).Any())
            {
                throw new InvalidOperationException("Not all was deleted.");
            }

            workspace.Delete("one");
            shell.Run("cp", "-al", "made", "one");
            theirs.Add(shell.Run("rm", "-rf", "one").TotalSeconds);
            shell.Run("cp", "-al", "made", "one");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  everything to delete: ocx clean {ours[^1]:F2} s   rm -rf {theirs[^1]:F2} s"));
        }

        var (small, growth, ratio) = (Median.Of(keeping["one"]), Median.Of(keeping["two"]) / Median.Of(keeping["one"]), Median.Of(ours) / Median.Of(theirs));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             Nothing to delete:    {small:F2} s (at most {AllowedSeconds}); {Median.Of(keeping["two"]):F2} s for twice as much: ratio {growth:F2} (at most {AllowedGrowth})
             Everything to delete: {Median.Of(ours):F2} s, rm -rf {Median.Of(theirs):F2} s: ratio {ratio:F2} (at most {AllowedRatio})
             """));
        return small <= AllowedSeconds && growth <= AllowedGrowth && ratio <= AllowedRatio ? 0 : 1;

        double CleanTime(string store) => new Child(workspace.Root, ("OCX_HOME", workspace.PathOf(store))).Run(ocx, "clean").TotalSeconds;
    }

    /// <param name="directory">Where to.</param>
    /// <param name="home">What the references name.</param>
    private static void Make(Workspace workspace, int size, string directory, string home)
    {
        var shards = Enumerable.Range(0, size).Select(i => Shard($"{i}")).ToList();
        var list = workspace.Write("shards", string.Join('\n', shards) + "\n");
        new Child(Directory.CreateDirectory(workspace.PathOf(directory)).FullName).Run(
            "bash", "-c", $"while read shard; do mkdir -p layers/bench/$shard && cp -al {workspace.PathOf("files")} layers/bench/$shard/content; done < {list}; mkdir packages; cp -al layers/bench packages/bench");
        for (var i = 0; i < size; i++)
        {
            var package = $"packages/bench/{shards[i]}";
            Link($"{package}/refs/layers/layer", $"layers/bench/{shards[i]}/content");
            foreach (var name in (string[])["manifest", "config"])
            {
                var blob = $"blobs/bench/{Shard($"{name} {i}")}/data";
                workspace.Write($"{directory}/{blob}", $$"""{ "name": "{{name}} {{i}}" }""");
                Link($"{package}/refs/blobs/{name}", blob);
            }

            Link($"symlinks/bench/tool{i}/candidates/1", package);
            Link($"{package}/refs/symlinks/link", $"symlinks/bench/tool{i}/candidates/1");
        }

        void Link(string link, string target)
        {
            var path = workspace.PathOf($"{directory}/{link}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.CreateSymbolicLink(path, Path.Combine(workspace.PathOf(home), target));
        }
    }

    private static string Shard(string name)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"sha256/{hex[..2]}/{hex[2..32]}";
    }
}
