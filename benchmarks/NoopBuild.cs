using System.Globalization;

namespace Ocx.Benchmarks;

/// <summary>What the SDK adds to <c>dotnet build</c> of a hello-world in which there is nothing to do, against the same project without it.</summary>
internal static class NoopBuild
{
    private const int Pairs = 15;
    private const double AllowedMilliseconds = 15;

    public static int Run()
    {
        var workspace = new Workspace("noop-build");
        var ocx = workspace.PublishOcx();
        Console.WriteLine("Packing the SDK and a tool …");
        new Child(Workspace.Clone).Run("dotnet", "pack", "src/Ocx.Build.Sdk", "--output", workspace.PathOf("feed"));
        WriteProject(workspace, "with", """<Sdk Name="Ocx.Build.Sdk" Version="0.1.0" />""");
        WriteProject(workspace, "without", "");

        var config = workspace.Write("config.toml", "[registries.\"tools.local\"]\nurl = \"./registry\"\n");
        workspace.Write("with/ocx.toml", "[tools]\ntool = \"tools.local/tool:1\"\n");
        var child = new Child(workspace.PathOf("with"), ("OCX_HOME", workspace.PathOf("store")), ("OCX_CONFIG", config));
        workspace.Write("tool/bin/tool", "#!/bin/sh\n");
        var metadata = workspace.Write(
            "metadata.json",
            """{ "type": "bundle", "version": 1, "env": [ { "key": "PATH", "type": "path", "value": "${installPath}/bin", "visibility": "public" } ] }""");
        child.Run(ocx, "package", "create", "-m", metadata, "-o", workspace.PathOf("tool.tar.gz"), workspace.PathOf("tool"));
        child.Run(ocx, "package", "push", "-p", "any", "-i", "tools.local/tool:1", workspace.PathOf("tool.tar.gz"));
        child.Run(ocx, "lock");

        TimeSpan Build(string project) => child.Run("dotnet", "build", workspace.PathOf(project), "--nologo");
        foreach (var project in new[] { "with", "without", "with", "without" })
        {
            Build(project);
        }

        Console.WriteLine($"{Pairs} pairs of builds with nothing to do:");
        var differences = new List<double>();
        for (var i = 0; i < Pairs; i++)
        {
            // Whichever goes second meets warmer caches; the order alternates.
            var (first, second) = i % 2 == 0 ? ("without", "with") : ("with", "without");
            var (one, two) = (Build(first).TotalMilliseconds, Build(second).TotalMilliseconds);
            var (with, without) = first == "with" ? (one, two) : (two, one);
            differences.Add(with - without);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  with {with:F0} ms   without {without:F0} ms"));
        }

        var median = Median.Of(differences);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Median difference: {median:F1} ms (at most {AllowedMilliseconds})"));
        return median <= AllowedMilliseconds ? 0 : 1;
    }

    private static void WriteProject(Workspace workspace, string name, string sdk)
    {
        // What the repository sets is not for these projects.
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
