using Ocx.Core.Collection;

namespace Ocx.Core.Tests.Collection;

[TestClass]
public sealed class FailureLogTests
{
    /// <summary>A preview holds nobody up, so that what it looks at may be collected meanwhile.</summary>
    [TestMethod]
    public void What_is_gone_meanwhile_is_no_failure()
    {
        using var directory = new TemporaryDirectory();
        var failures = new FailureLog();

        Assert.IsTrue(failures.Try(directory["gone"], "read", () => File.ReadAllBytes(directory["gone", "data"])));
        Assert.IsEmpty(failures.All);
        Assert.IsFalse(failures.Try(directory.Path, "read", () => File.ReadAllBytes(directory["gone", "data"])));
        Assert.HasCount(1, failures.All);
    }
}
