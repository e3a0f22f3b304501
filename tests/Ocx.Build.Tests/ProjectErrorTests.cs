using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

/// <summary>What is wrong in the repository's own files is shown at its place, and costs no request.</summary>
[TestClass]
public sealed class ProjectErrorTests : BuildTest
{
    [TestMethod]
    public void MalformedProjectFile()
    {
        Sandbox.WriteProject("app");
        Sandbox.Write("ocx.toml", "[tools]\nrecorder = oops\n");
        Sandbox.Build("app").FailedWith("OCX1002", $"{Sandbox.PathOf("ocx.toml")}(2,12)");
        AssertUntouched();
    }

    [TestMethod]
    public void StaleLock()
    {
        Sandbox.WriteProject("app");
        Sandbox.Build("app").Succeeded();
        Registry.ResetRequests();
        File.AppendAllText(Sandbox.PathOf("ocx.toml"), $"second = \"{Registry.Host}/acme/second:2.0\"\n");
        Sandbox.Build("app", "--no-restore").FailedWith("OCX1006", $"{Sandbox.PathOf("ocx.toml")}(3,10)").Shows("ocx lock");
        Assert.IsEmpty(Registry.Requests.All);
    }

    [TestMethod]
    public void MissingLock()
    {
        Sandbox.WriteProject("app");
        File.Delete(Sandbox.PathOf("ocx.lock"));
        Sandbox.Build("app").FailedWith("OCX1005", Sandbox.PathOf("ocx.toml")).Shows("ocx lock");
        AssertUntouched();
    }

    [TestMethod]
    public void MissingPlatform()
    {
        Sandbox.WriteProject("app");
        WriteTools("\"windows/arm64\"", Tool);
        Sandbox.Build("app").FailedWith("OCX1013");
        AssertUntouched();
    }

    [TestMethod]
    public void Offline()
    {
        Sandbox.WriteProject("app");
        Sandbox.Build("app", "-p:OcxOffline=true").FailedWith("OCX5001");
        AssertUntouched();
        Sandbox.Build("app").Succeeded();
        Registry.ResetRequests();
        Sandbox.Build("app", "-p:OcxOffline=true").Succeeded();
        Assert.IsEmpty(Registry.Requests.All);
    }

    [TestMethod]
    public void SettingsThatAreNeitherTrueNorFalse()
    {
        Sandbox.WriteProject("app");
        Sandbox.Run("msbuild", "app", "-t:OcxRestore", "-p:OcxOffline=1", "-p:OcxFrozen=never").Succeeded()
            .Shows($"{Sandbox.PathOf("app/app.csproj")} : warning OCX1023: OcxOffline is neither true nor false; it is ignored.")
            .Shows("warning OCX1023: OcxFrozen is neither");

        // Also where nothing is to be done.
        Sandbox.Run("msbuild", "app", "-t:OcxRestore", "-p:OcxOffline=1", "-p:OcxFrozen=False").Succeeded()
            .Shows("warning OCX1023: OcxOffline").DoesNotShow("OcxFrozen is");
    }

    private void AssertUntouched()
    {
        Assert.IsEmpty(Registry.Requests.All);
        AssertStoreIsClean();
    }
}
