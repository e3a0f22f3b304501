using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class GroupTests : BuildTest
{
    private const string ShowsTools = """<Target Name="Show" AfterTargets="OcxRestore"><Message Importance="high" Text="tools: [@(OcxTool)]" /></Target>""";

    [TestInitialize]
    public void AddGroup() => WriteTools("any", Tool, FakeTool.Publish(Registry, "linter", "linter") with { Group = "lint" });

    [TestMethod]
    public void SeveralInTheProject()
    {
        Sandbox.WriteProject("app", "<PropertyGroup><OcxGroups> default ; lint; </OcxGroups></PropertyGroup>" + ShowsTools);
        Sandbox.Run("msbuild", "app", "-t:OcxRestore").Succeeded().Shows("tools: [recorder;linter]");
    }

    [TestMethod]
    public void SeveralOnTheCommandLine()
    {
        Sandbox.WriteProject("app", ShowsTools);
        Sandbox.Run("msbuild", "app", "-t:OcxRestore", "-p:OcxGroups=\"default; lint ;\"").Succeeded().Shows("tools: [recorder;linter]");
        Sandbox.Run("msbuild", "app", "-t:OcxRestore", "-p:OcxGroups=lint%3B default%3B").Succeeded().Shows("tools: [linter;recorder]");
        Sandbox.Run("msbuild", "app", "-t:OcxRestore").Succeeded().Shows("tools: [recorder]");
    }

    [TestMethod]
    public void FrameworksWithGroupsOfTheirOwnKeepApart()
    {
        const string Body = """
            <PropertyGroup>
              <OcxGroups Condition="'$(TargetFramework)' == 'net10.0-demo1.0'">lint</OcxGroups>
              <Seen>$(OcxToolRoot_recorder.Length.CompareTo(0)) $(OcxToolRoot_linter.Length.CompareTo(0))</Seen>
            </PropertyGroup>
            <Target Name="Show" BeforeTargets="BeforeBuild"><Message Importance="high" Text="$(TargetFramework): [$(Seen)] [@(OcxTool)]" /></Target>
            """;

        // As left by the project when it had one framework.
        Sandbox.WriteProject("app");
        Sandbox.Build("app").Succeeded();

        Sandbox.WriteProject("app", Sandbox.OtherFramework + Body, framework: Sandbox.TwoFrameworks);
        Sandbox.Build("app").Succeeded();
        Sandbox.Build("app", "-v:d").Succeeded().DoesNotShow("Ocx.Restore.proj")
            .Shows("net10.0: [1 0] [recorder]")
            .Shows("net10.0-demo1.0: [0 1] [linter]");
    }
}
