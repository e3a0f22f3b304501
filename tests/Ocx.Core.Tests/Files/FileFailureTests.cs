using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class FileFailureTests
{
    [TestMethod]
    public void Full_disks_are_input_output_failures_in_the_systems_words()
    {
        var error = FileFailure.From(new IOException("No space left on device : '/store/x'"), "/store/x", "write");

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
        Assert.AreEqual(ExitCode.InputOutput, error.Exit);
        Assert.AreEqual("Cannot write '/store/x': No space left on device.", error.Message);
    }

    [TestMethod]
    public void Denied_access_is_a_permission_failure()
    {
        var error = FileFailure.From(
            new UnauthorizedAccessException("Access to the path '/store/x' is denied.", new IOException("Permission denied")), "/store/x", "delete");

        Assert.AreEqual(StoreErrors.PermissionDenied, error.Code);
        Assert.AreEqual(ExitCode.Permission, error.Exit);
        Assert.AreEqual("Cannot delete '/store/x': Permission denied.", error.Message);
    }
}
