using Ocx.Build.Tests.Harness;
using Ocx.Testing;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class SolutionTests : BuildTest
{
    private const string UsesTool = """<Target Name="UseTool" BeforeTargets="BeforeBuild"><Exec Command="recorder $(MSBuildProjectName)" /></Target>""";

    /// <summary>Every way of building is tried with as many projects in a long run; in a short one two show the same.</summary>
    private static int Several => LongTests.Wanted ? 20 : 2;

    [TestMethod]
    public void TwentyProjectsRestoreOnce()
    {
        WriteSolution(20);
        Sandbox.Build(".").Succeeded().Shows("arg: [p19]");
        AssertRestoredOnce();

        AssertNothingToDo("--no-restore");
    }

    [TestMethod]
    public void OneProcessWithManyThreads()
    {
        Sandbox.WriteProject("other", """<Target Name="Look" BeforeTargets="BeforeBuild"><Exec Command="echo other:[$RECORDER_FLAVOUR]" /></Target>""", sdk: "");
        WriteSolution(Several, "other");
        Sandbox.Build(".", "-mt").Succeeded().Shows("arg: [p0]").Shows("arg: [p1]").Shows("other:[]");
        AssertRestoredOnce();
        AssertNothingToDo("-mt");
    }

    [TestMethod]
    [LongTest]
    public void GraphBuilds()
    {
        WriteSolution(Several);
        Sandbox.WriteProject("p1", UsesTool + """<ItemGroup><ProjectReference Include="../p0/p0.csproj" /></ItemGroup>""");
        Sandbox.Build(".", "-graph").Succeeded().Shows("arg: [p1]");
        AssertRestoredOnce();
        AssertNothingToDo("-graph");

        // NuGet's own restore does not work in isolation.
        Sandbox.Delete(StoredPackages);
        Sandbox.Build("p1", "--no-restore", "-graph", "-isolate").Succeeded().Shows("arg: [p1]");
    }

    [TestMethod]
    [LongTest]
    public void StaticGraphRestoreAndSeveralFrameworks()
    {
        WriteSolution(Several - 1);
        Sandbox.WriteProject("p0", UsesTool + Sandbox.OtherFramework, framework: Sandbox.TwoFrameworks);
        Sandbox.Build(".", "-p:RestoreUseStaticGraphEvaluation=true").Succeeded();
        AssertRestoredOnce();
        AssertNothingToDo("-p:RestoreUseStaticGraphEvaluation=true");
    }

    [TestMethod]
    public void SeveralFrameworksAndProjectsOutsideSeeNothing()
    {
        WriteSolution(1);
        Sandbox.WriteProject("p0", UsesTool + Sandbox.OtherFramework, framework: Sandbox.TwoFrameworks);
        Sandbox.WriteProject("other", """<Target Name="Look" BeforeTargets="BeforeBuild"><Exec Command="echo other:[$RECORDER_FLAVOUR]" /></Target>""", sdk: "");
        Sandbox.Write("all.slnx", """<Solution><Project Path="p0/p0.csproj" /><Project Path="other/other.csproj" /></Solution>""");
        Sandbox.Build(".", "-m:1").Succeeded().Shows("arg: [p0]").Shows("other:[]");
        AssertRestoredOnce();
    }

    private void AssertNothingToDo(string argument)
    {
        Registry.ResetRequests();
        Sandbox.Build(".", argument).Succeeded();
        Assert.IsEmpty(Registry.Requests.All);
    }

    private void WriteSolution(int projects, params IReadOnlyList<string> others)
    {
        var names = Enumerable.Range(0, projects).Select(number => $"p{number}").ToList();
        names.ForEach(name => Sandbox.WriteProject(name, UsesTool));
        Sandbox.Write("all.slnx", $"<Solution>{string.Concat(names.Concat(others).Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
    }
}
