using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class ExecTests : BuildTest
{
    [TestMethod]
    public void ArgumentsArriveAsTheyAre()
    {
        Sandbox.WriteProject("app", """
            <Target Name="UseTool" BeforeTargets="BeforeBuild">
              <ItemGroup>
                <Argument Include="two words" />
                <Argument Include="-x=$([MSBuild]::Escape('a;b'))" />
                <Argument Include="$HOME `id` &quot;quoted&quot; 'single' %5Cback" />
                <Argument Include="%2A.cs" />
                <Argument Include="two words" KeepDuplicates="true" />
              </ItemGroup>
              <OcxExec Tool="recorder" Tools="@(OcxTool)" Arguments="@(Argument)" EnvironmentVariables="RECORDER_SAY=file.proto(3,7): warning P1: odd" ConsoleToMSBuild="true">
                <Output TaskParameter="ConsoleOutput" ItemName="Line" />
                <Output TaskParameter="ExitCode" PropertyName="Ended" />
              </OcxExec>
              <Message Importance="high" Text="ended=$(Ended) last=%(Line.Identity)" />
            </Target>
            """);
        Sandbox.Build("app").Succeeded()
            .Shows("""
                arg: [two words]
                  arg: [-x=a;b]
                  arg: [$HOME `id` "quoted" 'single' \back]
                  arg: [*.cs]
                  arg: [two words]
                """)
            .Shows($"where: [{Sandbox.PathOf("app")}]")
            .Shows("flavour: [vanilla; $(plain) @(sugar) 100%]")
            .Shows("file.proto(3,7): warning P1: odd")
            .Shows("ended=0 last=flavour: [vanilla; $(plain) @(sugar) 100%]");
    }

    [TestMethod]
    public void FailuresHaveCodes()
    {
        Sandbox.WriteProject("app", """
            <Target Name="Fails"><OcxExec Tool="recorder" Tools="@(OcxTool)" EnvironmentVariables="RECORDER_EXIT=7;RECORDER_SAY=a.proto(1,2): error P2: bad" /></Target>
            <Target Name="Complains"><OcxExec Tool="recorder" Tools="@(OcxTool)" EnvironmentVariables="RECORDER_EXIT=8;RECORDER_COMPLAIN=greet.proto is no such file" /></Target>
            <Target Name="Silent"><OcxExec Tool="recorder" Tools="@(OcxTool)" EnvironmentVariables="RECORDER_EXIT=9;RECORDER_SILENT=1" /></Target>
            <Target Name="Missing"><OcxExec Tool="recorder" Tools="@(OcxTool)" Command="no-such-program" /></Target>
            <Target Name="Unknown"><OcxExec Tool="stranger" Tools="@(OcxTool)" /></Target>
            <Target Name="Ignored">
              <OcxExec Tool="recorder" Tools="@(OcxTool)" EnvironmentVariables="RECORDER_EXIT=7" IgnoreExitCode="true">
                <Output TaskParameter="ExitCode" PropertyName="Ended" />
              </OcxExec>
              <Message Importance="high" Text="ended=$(Ended)" />
            </Target>
            <Target Name="All" DependsOnTargets="OcxRestore;Ignored">
              <CallTarget Targets="Fails;Complains;Silent;Missing;Unknown" ContinueOnError="ErrorAndContinue" RunEachTargetSeparately="true" />
            </Target>
            """);
        Sandbox.Run("msbuild", "app", "-t:All")
            .FailedWith("P2", "a.proto(1,2)")
            .Shows("error OCX4002: 'recorder' of the tool 'recorder' ended with exit code 7.")
            .Shows("""
                error OCX4002: 'recorder' of the tool 'recorder' ended with exit code 8.
                """.Trim())
            .Shows("  greet.proto is no such file")
            .Shows("error OCX4002: 'recorder' of the tool 'recorder' ended with exit code 9. It printed nothing; ")
            .Shows("error OCX4001: ")
            .Shows("error OCX4008: No tool 'stranger'")
            .Shows("ended=7");
    }

    [TestMethod]
    public void FromTheCommandLine()
    {
        Sandbox.WriteProject("app");
        Sandbox.Run("msbuild", "app", "-t:OcxExec", "-p:OcxExecTool=recorder", "-p:OcxExecArguments=\"--version;x\"").Succeeded()
            .Shows("arg: [--version]")
            .Shows("arg: [x]");
    }

    [TestMethod]
    public void WithoutToolsOrNameItSaysWhatToSet()
    {
        Sandbox.WriteProject("app");
        Sandbox.Run("msbuild", "app", "-t:OcxExec").FailedWith("OCX4008", Sandbox.PathOf("app/app.csproj")).Shows("OcxExecTool is not set.").DoesNotShow("MSB4044");
        Sandbox.Run("msbuild", "app", "-t:OcxExec", "-p:OcxExecTool=recorder", "-p:OcxEnabled=false")
            .Shows("error OCX4008: There is no tool 'recorder', because no tool is restored for this project: OcxEnabled is not true, no ocx.toml was found, ");
    }

    /// <summary>What MSBuild 18.0 to 18.5 does.</summary>
    [TestMethod]
    public void ToolsAreOnPathWithoutTaskEnvironmentToo()
    {
        Sandbox.WriteProject("app", """<Target Name="UseTool" BeforeTargets="BeforeBuild"><Exec Command="recorder old" /></Target>""");
        Sandbox.Build("app", "-p:_OcxMSBuildVersion=18.0.2").Succeeded().Shows("arg: [old]");
    }
}
