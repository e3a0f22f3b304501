using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class SingleProjectTests : BuildTest
{
    [TestMethod]
    public void FirstBuildRestoresAndLaterBuildsAskNobody()
    {
        Sandbox.Write("Directory.Build.targets", "<Project />");
        Sandbox.WriteProject("app", """
            <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
            <Target Name="Show" BeforeTargets="BeforeBuild">
              <Message Importance="high" Text="tool: @(OcxTool->'%(Identity) %(Version) %(Group) %(Platform) %(Digest)')" />
              <Message Importance="high" Text="root: [$(OcxToolRoot_recorder)] = [@(OcxTool->'%(Root)')]" />
              <Message Importance="high" Text="path: [@(OcxToolPath)]" />
              <Message Importance="high" Text="env: [$(OcxEnv_RECORDER_FLAVOUR)]" />
            </Target>
            """);
        Sandbox.Write("app/Program.cs", "System.Console.WriteLine();");
        File.AppendAllText(Sandbox.PathOf("ocx.toml"), "\n# for MSBuild's own reader: it's, \"odd\" ) $(HOME) @(Compile) %41 ;\n");

        Sandbox.Build("app").Succeeded()
            .Shows("Restored 1 tool, ")
            .Shows($"tool: recorder 1.0 default any {Tool.ManifestDigest}")
            .Shows("env: [vanilla; $(plain) @(sugar) 100%]");
        AssertRestoredOnce();

        Registry.ResetRequests();
        var props = Sandbox.PathOf("app/obj/app.csproj.ocx.g.props");
        var written = File.GetLastWriteTimeUtc(props);
        var second = Sandbox.Build("app", "-v:d").Succeeded().DoesNotShow("Restored 1 tool").DoesNotShow("Ocx.Restore.proj").DoesNotShow("[tools]");
        second.Shows($"root: [{StoredPackage}] = [{StoredPackage}]").Shows($"path: [{StoredPackage}/content/bin]");
        Assert.IsEmpty(Registry.Requests.All);
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(props));
    }

    [TestMethod]
    public void BuildWithoutRestoreStillMakesSure()
    {
        Sandbox.WriteProject("app", """
            <Target Name="Say" BeforeTargets="BeforeBuild"><Message Importance="high" Text="[$(OcxToolRoot_recorder)] [$(OcxEnv_RECORDER_FLAVOUR)]" /></Target>
            """);
        Sandbox.Run("restore", "app").Succeeded();
        Registry.ResetRequests();
        Sandbox.Build("app", "--no-restore").Succeeded();
        Assert.IsEmpty(Registry.Requests.All);

        // The package goes: only a build that looks can tell. So does what evaluation reads.
        Sandbox.Delete(StoredPackages);
        File.Delete(Sandbox.PathOf("app/obj/app.csproj.ocx.g.props"));
        Sandbox.Build("app", "--no-restore").Succeeded().Shows($"[{StoredPackage}] [{FakeTool.Flavour}]");
    }

    [TestMethod]
    public void PathsWithSpacesAndLettersOfAllKindsWork()
    {
        const string Name = "Grüße an @lle (v1)";
        Sandbox.WriteProject(Name, """<Target Name="UseTool" BeforeTargets="BeforeBuild"><Exec Command="recorder x" /></Target>""");
        Sandbox.Build(Name).Succeeded().Shows($"where: [{Sandbox.PathOf(Name)}]");
        AssertRestoredOnce();
        Sandbox.Build(Name).Succeeded();
        AssertRestoredOnce();
    }

    [TestMethod]
    public void DesignTimeBuildsTouchNothing()
    {
        Sandbox.WriteProject("app");
        Sandbox.Run("msbuild", "app", "-t:Restore", "-p:DesignTimeBuild=true").Succeeded();
        Sandbox.Run("msbuild", "app", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true").Succeeded();
        Assert.IsEmpty(Registry.Requests.All);
        Assert.IsFalse(Directory.Exists(Sandbox.Home));
    }
}
