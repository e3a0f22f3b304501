using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class HostGuardTests : BuildTest
{
    [TestMethod]
    public void OldHostsGetACodedError()
    {
        Sandbox.WriteProject("app");
        Sandbox.Build("app", "-p:_OcxMSBuildVersion=17.14.5").FailedWith("OCX9001").Shows("this is 17.14.5");
        Sandbox.Build("app", "-p:_OcxNETSdkVersion=9.0.307").FailedWith("OCX9002").Shows("this is 9.0.307");
        Assert.IsEmpty(Registry.Requests.All);
    }
}
