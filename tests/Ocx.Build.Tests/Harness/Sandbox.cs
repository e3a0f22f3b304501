namespace Ocx.Build.Tests.Harness;

/// <summary>A directory that knows nothing of this repository: the user's clone, their store and their NuGet settings.</summary>
internal sealed class Sandbox
{
    /// <summary>For a project with <see cref="OtherFramework"/> in its body.</summary>
    public const string TwoFrameworks = "<TargetFrameworks>net10.0;net10.0-demo1.0</TargetFrameworks><TargetPlatformSupported>true</TargetPlatformSupported>";

    public const string OtherFramework = """<ItemGroup><SdkSupportedTargetPlatformVersion Include="1.0" /></ItemGroup>""";

    private int _builds;

    public Sandbox(string name, string registryHost)
    {
        Root = Path.Combine(SdkPackage.RunDirectory, "tests", $"{name}-{Guid.NewGuid():N}"[..(name.Length + 5)]);
        Home = Path.Combine(Root, "ocx home");
        Variables = new()
        {
            ["OCX_HOME"] = Home,
            ["OCX_NO_CONFIG"] = "1",
            ["OCX_INSECURE_REGISTRIES"] = registryHost,
            ["NUGET_PACKAGES"] = SdkPackage.PackagesDirectory,

            // A build of one project ends before what this measures is of use.
            ["DOTNET_TieredPGO"] = "0",
        };
        Write("global.json", """{ "sdk": { "version": "10.0.100", "rollForward": "latestFeature" } }""");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{SdkPackage.Feed}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Packages.props", "<Project />");
        Write("Directory.Build.props", Properties());
        Write("Directory.Build.targets", Targets());
    }

    public static string SdkElement => $"""<Sdk Name="Ocx.Build.Sdk" Version="{SdkPackage.Version}" />""";

    public string Root { get; }

    /// <summary>The store.</summary>
    public string Home { get; }

    public Dictionary<string, string> Variables { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes <c>NAME/NAME.csproj</c>, which names the SDK unless told otherwise.</summary>
    public string WriteProject(string name, string body = "", string? sdk = null, string framework = "<TargetFramework>net10.0</TargetFramework>") => Write(
        Path.Combine(name, $"{Path.GetFileName(name)}.csproj"),
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          {sdk ?? SdkElement}
          <PropertyGroup>{framework}</PropertyGroup>
          {body}
        </Project>
        """);

    /// <summary>Builds as <c>dotnet build</c> does, unless the first argument names another verb.</summary>
    public CommandResult Build(string directory, params IReadOnlyList<string> arguments) => Run("build", directory, arguments);

    public CommandResult Run(string verb, string directory, params IReadOnlyList<string> arguments) => Command.Dotnet(
        PathOf(directory),
        Variables,
        [verb, .. arguments, "-nologo", "-tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. BinaryLog()]);

    /// <summary>Costs a build a quarter more; for whoever asks why a test fails.</summary>
    private string[] BinaryLog() =>
        Environment.GetEnvironmentVariable("OCX_TEST_BINLOG") == "1" ? [$"-bl:{PathOf($"build-{_builds++}.binlog")}"] : [];

    public static string Properties(string extra = "") => $"""
        <Project>
          {extra}
          <PropertyGroup>
            <GenerateAssemblyInfo>false</GenerateAssemblyInfo>
            <GenerateDependencyFile>false</GenerateDependencyFile>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Projects go through the whole build without the compiler, which most tests have no use for and which takes half the time.</summary>
    public static string Targets(string extra = "") => $"""
        <Project>
          {extra}
          <Target Name="CoreCompile" />
          <Target Name="CopyFilesToOutputDirectory" />
        </Project>
        """;

    public void Delete() => Delete(Root);

    public static void Delete(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        // A store may hold read-only directories.
        if (!OperatingSystem.IsWindows())
        {
            foreach (var inner in Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories))
            {
                if (new DirectoryInfo(inner).LinkTarget is null)
                {
                    File.SetUnixFileMode(inner, File.GetUnixFileMode(inner) | UnixFileMode.UserWrite | UnixFileMode.UserRead | UnixFileMode.UserExecute);
                }
            }
        }

        Directory.Delete(directory, recursive: true);
    }
}
