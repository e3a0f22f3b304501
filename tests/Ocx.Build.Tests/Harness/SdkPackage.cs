using System.Reflection;

namespace Ocx.Build.Tests.Harness;

/// <summary>The package under test, packed once per run into a feed of its own.</summary>
internal static class SdkPackage
{
    private static readonly Lazy<string> Packed = new(Pack);

    public static string RepositoryRoot { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    /// <summary>Everything the run writes is below.</summary>
    public static string RunDirectory { get; } = Path.Combine(RepositoryRoot, "artifacts", "test", $"run-{Guid.NewGuid():N}"[..12]);

    public static string Version => "0.1.0-test";

    public static string Feed => Path.GetDirectoryName(File)!;

    public static string File => Packed.Value;

    /// <summary>Shared by the tests of a run, and only by them.</summary>
    public static string PackagesDirectory => Path.Combine(RunDirectory, "packages");

    private static string Pack()
    {
        var feed = Path.Combine(RunDirectory, "feed");
        Command.Dotnet(
            RepositoryRoot,
            new Dictionary<string, string>(),
            [
                "pack", Path.Combine("src", "Ocx.Build.Sdk"), "--no-build", "--configuration", Metadata("Configuration"),
                "--output", feed, $"-p:PackageVersion={Version}", "-p:ReadyToRunIdentifiers=", "-nodeReuse:false",
            ]).Succeeded();
        return Path.Combine(feed, $"Ocx.Build.Sdk.{Version}.nupkg");
    }

    private static string Metadata(string key) =>
        typeof(SdkPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
