using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class SolutionTests : BuildTest
{
    private const string UsesTool = """<Target Name="UseTool" BeforeTargets="BeforeBuild"><Exec Command="recorder $(MSBuildProjectName)" /></Target>""";

    [TestMethod]
    public void TwentyProjectsRestoreOnce()
    {
        WriteSolution(20);
        Sandbox.Build(".").Succeeded().Shows("arg: [p19]");
        AssertRestoredOnce();

        Registry.ResetRequests();
        Sandbox.Build(".", "--no-restore").Succeeded();
        Assert.IsEmpty(Registry.Requests.All);
    }

    [TestMethod]
    public void OneProcessWithManyThreads()
    {
        WriteSolution(2);
        Sandbox.WriteProject("other", """<Target Name="Look" BeforeTargets="BeforeBuild"><Exec Command="echo other:[$RECORDER_FLAVOUR]" /></Target>""", sdk: "");
        Sandbox.Write("all.slnx", """<Solution><Project Path="p0/p0.csproj" /><Project Path="p1/p1.csproj" /><Project Path="other/other.csproj" /></Solution>""");
        Sandbox.Build(".", "-mt").Succeeded().Shows("arg: [p0]").Shows("arg: [p1]").Shows("other:[]");
        AssertRestoredOnce();
    }

    [TestMethod]
    public void GraphBuilds()
    {
        WriteSolution(2);
        Sandbox.WriteProject("p1", UsesTool + """<ItemGroup><ProjectReference Include="../p0/p0.csproj" /></ItemGroup>""");
        Sandbox.Build(".", "-graph").Succeeded().Shows("arg: [p1]");
        AssertRestoredOnce();

        // NuGet's own restore does not work in isolation.
        Sandbox.Delete(StoredPackages);
        Sandbox.Build("p1", "--no-restore", "-graph", "-isolate").Succeeded().Shows("arg: [p1]");
    }

    [TestMethod]
    public void StaticGraphRestoreAndSeveralFrameworks()
    {
        WriteSolution(1);
        Sandbox.WriteProject("p0", UsesTool + Sandbox.OtherFramework, framework: Sandbox.TwoFrameworks);
        Sandbox.Build(".", "-p:RestoreUseStaticGraphEvaluation=true").Succeeded();
        AssertRestoredOnce();
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

    private void WriteSolution(int projects)
    {
        var names = Enumerable.Range(0, projects).Select(number => $"p{number}").ToList();
        names.ForEach(name => Sandbox.WriteProject(name, UsesTool));
        Sandbox.Write("all.slnx", $"<Solution>{string.Concat(names.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
    }
}
