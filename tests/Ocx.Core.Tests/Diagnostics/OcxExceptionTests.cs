using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Diagnostics;

[TestClass]
public sealed class OcxExceptionTests
{
    [TestMethod]
    [DataRow(null, "Run `ocx lock` and commit the file.")]
    [DataRow("Do that.", "Do that.")]
    [DataRow("", null)]
    public void Every_failure_has_a_next_step_unless_its_message_says_it(string? given, string? expected) =>
        Assert.AreEqual(expected, new OcxException(ProjectErrors.LockMissing, "There is none.", nextStep: given).NextStep);
}
