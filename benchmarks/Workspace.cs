namespace Ocx.Benchmarks;

/// <summary>A directory of its own for one benchmark, below <c>artifacts/</c>, and the ocx that is measured.</summary>
internal sealed class Workspace
{
    private int _aside;

    public Workspace(string name)
    {
        Root = Path.Combine(Clone, "artifacts", "benchmarks", name);
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }

        Directory.CreateDirectory(Root);
    }

    public static string Clone { get; } = FindClone();

    public string Root { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Delete(string name)
    {
        if (Directory.Exists(PathOf(name)))
        {
            Directory.Delete(PathOf(name), recursive: true);
        }
    }

    /// <summary>
    /// Moves what a round wrote out of the way. Deleting it would slow down the next round: ext4 looks at each inode deleted in the last minutes
    /// whenever it needs a new one.
    /// </summary>
    public void SetAside(string name)
    {
        if (Directory.Exists(PathOf(name)))
        {
            Directory.Move(PathOf(name), PathOf($"aside-{_aside++}"));
        }
    }

    /// <summary>Publishes the command line as users get it; returns the program.</summary>
    /// <param name="alone">As one file with what it needs of .NET.</param>
    public string PublishOcx(bool alone = false)
    {
        Console.WriteLine("Publishing ocx …");
        string[] form = alone ? ["--self-contained"] : [];
        new Child(Clone).Run("dotnet", ["publish", "src/ocx-cli", .. form, "--output", PathOf("ocx")]);
        return Path.Combine(PathOf("ocx"), "ocx");
    }

    private static string FindClone()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Ocx.Build.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The benchmarks do not run inside a checkout.");
        }

        return directory;
    }
}
