using System.IO.Compression;
using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

/// <summary>Where a repository may name the SDK; the project's own settings count everywhere.</summary>
[TestClass]
public sealed class SdkPlacementTests : BuildTest
{
    private const string Body = """
        <PropertyGroup><OcxGroups>default</OcxGroups></PropertyGroup>
        <Target Name="UseTool" BeforeTargets="BeforeBuild"><Exec Command="recorder $(OcxGroups)" /></Target>
        """;

    [TestMethod]
    public void InDirectoryBuildProps()
    {
        Sandbox.Write("Directory.Build.props", Sandbox.Properties(Sandbox.SdkElement));
        Sandbox.WriteProject("app", Body, sdk: "");
        BuildAndCheck();
    }

    [TestMethod]
    public void InDirectoryBuildTargets()
    {
        Sandbox.Write("Directory.Build.targets", Sandbox.Targets(Sandbox.SdkElement));
        Sandbox.WriteProject("app", Body, sdk: "");
        BuildAndCheck();
    }

    [TestMethod]
    [DataRow("Microsoft.NET.Sdk;Ocx.Build.Sdk/VERSION")]
    [DataRow("Ocx.Build.Sdk/VERSION;Microsoft.NET.Sdk")]
    public void InTheSdkAttribute(string sdks)
    {
        var project = Sandbox.WriteProject("app", Body, sdk: "");
        File.WriteAllText(project, File.ReadAllText(project)
            .Replace("\"Microsoft.NET.Sdk\"", $"\"{sdks.Replace("VERSION", SdkPackage.Version, StringComparison.Ordinal)}\"", StringComparison.Ordinal));
        BuildAndCheck();
    }

    [TestMethod]
    public void WithTheVersionInGlobalJson()
    {
        Sandbox.Write("global.json", $$"""{ "msbuild-sdks": { "Ocx.Build.Sdk": "{{SdkPackage.Version}}" } }""");
        Sandbox.WriteProject("app", Body, sdk: """<Sdk Name="Ocx.Build.Sdk" />""");
        BuildAndCheck();
    }

    [TestMethod]
    public void ByPathFromTheUnpackedPackage()
    {
        ZipFile.ExtractToDirectory(SdkPackage.File, Sandbox.PathOf("tools/ocx.build.sdk"));
        Sandbox.Write("Directory.Build.props", Sandbox.Properties("""<Import Project="$(MSBuildThisFileDirectory)tools/ocx.build.sdk/Sdk/Sdk.props" />"""));
        Sandbox.WriteProject("app", Body, sdk: "");
        BuildAndCheck();
    }

    [TestMethod]
    public void WithoutAProjectFileItDoesNothing()
    {
        File.Delete(Sandbox.PathOf("ocx.toml"));
        Sandbox.WriteProject("app");
        Sandbox.Build("app").Succeeded();
        Assert.IsEmpty(Registry.Requests.All);
        Assert.IsFalse(File.Exists(Sandbox.PathOf("app/obj/app.csproj.ocx.g.props")));
    }

    private void BuildAndCheck()
    {
        Sandbox.Build("app").Succeeded().Shows("arg: [default]");
        AssertRestoredOnce();
    }
}
