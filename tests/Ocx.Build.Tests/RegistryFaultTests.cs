using Ocx.Build.Tests.Harness;
using Ocx.Testing;

namespace Ocx.Build.Tests;

/// <summary>Each fault has its code and leaves a clean store; when it is gone, the next build succeeds.</summary>
[TestClass]
public sealed class RegistryFaultTests : BuildTest
{
    [TestMethod]
    public void CorruptedBlob()
    {
        Registry.Faults.Add(Fault.FlipByte(40), RequestKind.Blob);
        FailThenSucceed("OCX2006");
    }

    [TestMethod]
    public void TruncatedBlob()
    {
        Registry.Faults.Add(Fault.TruncateAfter(40), RequestKind.Blob);
        FailThenSucceed("OCX2007");
    }

    [TestMethod]
    public void UnknownDigest()
    {
        Registry.Faults.Add(Fault.Error(404, "MANIFEST_UNKNOWN", "no such manifest"), RequestKind.Manifest);
        FailThenSucceed("OCX2002");
    }

    [TestMethod]
    public void AccessDenied()
    {
        Registry.Faults.Add(Fault.Error(403, "DENIED", "not you"), RequestKind.Manifest);
        FailThenSucceed("OCX2003");
    }

    [TestMethod]
    public void UnreachableRegistry()
    {
        Registry.Faults.Add(Fault.ResetAfter(0));
        FailThenSucceed("OCX2001");
    }

    private void FailThenSucceed(string code)
    {
        Sandbox.WriteProject("app");
        Sandbox.Build("app").FailedWith(code).Shows(Registry.Host);
        AssertStoreIsClean();
        Registry.Faults.Clear();
        Sandbox.Build("app").Succeeded();
        Assert.IsTrue(Directory.Exists(StoredPackage));
    }
}
