using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class PageTests : CanaryTest
{
    [TestMethod]
    public async Task A_host_that_is_named_after_a_secret_is_not_told()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Bearer: false));
        const string name = $"{Password}.test";
        var elsewhere = await Network.StartAsync(name, "203.0.113.2", trusted: true);
        elsewhere.Faults.Add(Fault.Html());
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{HostOf(elsewhere, name)}/")), skip: 1);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual("OCX2023", failure.Code.Id);
        Assert.Contains("from ***.test", failure.Message);
    }
}
