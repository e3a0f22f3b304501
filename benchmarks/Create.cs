using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary><c>ocx package create</c> of a tree of 400 MB as <c>tar.gz</c> against <c>tar cz</c>, which compresses on one processor.</summary>
internal static class Create
{
    private const int Rounds = 3;
    private const long TreeSize = 400_000_000;
    private const double LeastRatio = 1.5;

    public static int Run()
    {
        var workspace = new Workspace("create");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Writing the tree …");
        var files = GeneratedTree.Write(workspace.PathOf("tree"), TreeSize);
        var shell = new Child(workspace.Root);

        var (ours, tars) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var create = shell.Run(ocx, "package", "create", "--force", "-o", workspace.PathOf("ocx.tar.gz"), "tree").TotalSeconds;
            var tar = shell.Run("tar", "cz", "-f", workspace.PathOf("tar.tar.gz"), "-C", "tree", ".").TotalSeconds;

            // The first round warms both up.
            if (round > 0)
            {
                ours.Add(create);
                tars.Add(tar);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ocx {create:F2} s   tar cz {tar:F2} s"));
            }
        }

        shell.Run("gzip", "-t", workspace.PathOf("ocx.tar.gz"));
        var ratio = Median.Of(tars) / Median.Of(ours);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files} files, {Megabytes(workspace, "ocx"):F0} MB against {Megabytes(workspace, "tar"):F0} MB of tar cz; {Environment.ProcessorCount} processors; "
            + $"medians: ocx {Median.Of(ours):F2} s, tar cz {Median.Of(tars):F2} s; ratio {ratio:F2} (at least {LeastRatio})"));
        return ratio >= LeastRatio ? 0 : 1;
    }

    private static double Megabytes(Workspace workspace, string name) => new FileInfo(workspace.PathOf($"{name}.tar.gz")).Length / 1e6;
}
