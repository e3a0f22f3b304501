using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary>
/// What the SDK adds to <c>dotnet build</c> of a hello-world in which there is nothing to do, against the same project without it: imported by path, and
/// named so that NuGet finds it. An SDK package that is empty shows what NuGet's finding costs by itself.
/// </summary>
internal static class NoopBuild
{
    private const int Rounds = 15;
    private const double AllowedMilliseconds = 15;

    public static int Run()
    {
        var workspace = new Workspace("noop-build");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Packing the SDK and a tool …");
        new Child(Workspace.Clone).Run("dotnet", "pack", "src/Ocx.Build.Sdk", "--output", workspace.PathOf("feed"));
        Isolate(workspace);
        PackEmptySdk(workspace);
        WriteProject(workspace, "without", "");
        WriteProject(workspace, "empty", """<Sdk Name="Empty.Sdk" Version="1.0.0" />""");
        WriteProject(workspace, "named", """<Sdk Name="Ocx.Build.Sdk" Version="0.1.0" />""");
        WriteProject(workspace, "imported", "");
        workspace.Write(
            "imported/Directory.Build.props",
            $"""<Project><Import Project="{workspace.PathOf("packages/ocx.build.sdk/0.1.0/Sdk/Sdk.props")}" /></Project>""");

        var config = workspace.Write("config.toml", "[registries.\"tools.local\"]\nurl = \"./registry\"\n");
        workspace.Write("named/ocx.toml", "[tools]\ntool = \"tools.local/tool:1\"\n");
        var child = new Child(workspace.PathOf("named"), ("OCX_HOME", workspace.PathOf("store")), ("OCX_CONFIG", config));
        workspace.Write("tool/bin/tool", "#!/bin/sh\n");
        var metadata = workspace.Write(
            "metadata.json",
            """{ "type": "bundle", "version": 1, "env": [ { "key": "PATH", "type": "path", "value": "${installPath}/bin", "visibility": "public" } ] }""");
        child.Run(ocx, "package", "create", "-m", metadata, "-o", workspace.PathOf("tool.tar.gz"), workspace.PathOf("tool"));
        child.Run(ocx, "package", "push", "-p", "any", "-i", "tools.local/tool:1", workspace.PathOf("tool.tar.gz"));
        child.Run(ocx, "lock");

        File.Copy(workspace.PathOf("named/ocx.toml"), workspace.PathOf("imported/ocx.toml"));
        File.Copy(workspace.PathOf("named/ocx.lock"), workspace.PathOf("imported/ocx.lock"));
        child.Run("dotnet", "build", workspace.PathOf("named"), "--nologo");

        string[] projects = ["without", "imported", "empty", "named"];
        var times = projects.ToDictionary(project => project, _ => new List<double>());
        Console.WriteLine($"{Rounds} rounds of builds with nothing to do:");
        for (var round = -1; round <= Rounds; round++)
        {
            // Whichever goes first meets colder caches: the order alternates. The first two rounds build and warm up.
            foreach (var project in round % 2 == 0 ? projects : projects.Reverse())
            {
                var time = child.Run("dotnet", "build", workspace.PathOf(project), "--nologo").TotalMilliseconds;
                if (round > 0)
                {
                    times[project].Add(time);
                }
            }
        }

        foreach (var project in projects)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {project,-8} {Median.Of(times[project]):F0} ms"));
        }

        var added = Difference("imported", "without");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             Median differences, round by round:
               imported by path  {added:F0} ms more than without the SDK (at most {AllowedMilliseconds})
               named             {Difference("named", "without"):F0} ms more than without, {Difference("named", "empty"):F0} ms more than an empty SDK package
             """));
        return added <= AllowedMilliseconds ? 0 : 1;

        double Difference(string one, string other) => Median.Of(times[one].Zip(times[other], (first, second) => first - second));
    }

    /// <summary>What the repository sets is not for the projects here.</summary>
    private static void Isolate(Workspace workspace)
    {
        workspace.Write("Directory.Build.props", "<Project />");
        workspace.Write("Directory.Packages.props", "<Project />");
        workspace.Write(
            "nuget.config",
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="benchmark" value="feed" /></packageSources>
            </configuration>
            """);
    }

    private static void PackEmptySdk(Workspace workspace)
    {
        workspace.Write("empty-sdk/Sdk/Sdk.props", "<Project />");
        workspace.Write("empty-sdk/Sdk/Sdk.targets", "<Project />");
        var project = workspace.Write(
            "empty-sdk/Empty.Sdk.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <PackageType>MSBuildSdk</PackageType>
                <IncludeBuildOutput>false</IncludeBuildOutput>
                <SuppressDependenciesWhenPacking>true</SuppressDependenciesWhenPacking>
                <NoWarn>NU5100;NU5128</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <None Include="Sdk/*" Pack="true" PackagePath="Sdk/" />
              </ItemGroup>
            </Project>
            """);
        new Child(workspace.Root).Run("dotnet", "pack", project, "--output", workspace.PathOf("feed"));
    }

    private static void WriteProject(Workspace workspace, string name, string sdk)
    {
        workspace.Write($"{name}/Program.cs", "System.Console.WriteLine(\"Hello\");\n");
        workspace.Write(
            $"{name}/{name}.csproj",
            $"""
             <Project Sdk="Microsoft.NET.Sdk">
               {sdk}
               <PropertyGroup>
                 <OutputType>Exe</OutputType>
                 <TargetFramework>net10.0</TargetFramework>
               </PropertyGroup>
             </Project>
             """);
    }
}
