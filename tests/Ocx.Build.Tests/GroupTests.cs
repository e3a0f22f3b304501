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
        AssertRestoredOnce(tools: 2);
    }

    [TestMethod]
    public void SeveralOnTheCommandLine()
    {
        Sandbox.WriteProject("app", ShowsTools);
        Sandbox.Run("msbuild", "app", "-t:OcxRestore", "-p:OcxGroups=\"default; lint ;\"").Succeeded().Shows("tools: [recorder;linter]");
        Sandbox.Run("msbuild", "app", "-t:OcxRestore", "-p:OcxGroups=lint%3B default%3B").Succeeded().Shows("tools: [linter;recorder]");
        Sandbox.Run("msbuild", "app", "-t:OcxRestore").Succeeded().Shows("tools: [recorder]");
        AssertRestoredOnce(tools: 2);
    }
}
