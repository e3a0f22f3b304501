using Ocx.Core.Installation.Signing;

namespace Ocx.Core.Tests.Installation.Signing;

[TestClass]
public sealed class MachOTests
{
    [TestMethod]
    [DataRow("FEEDFACE00000007", true, DisplayName = "32 bits")]
    [DataRow("CEFAEDFE07000000", true, DisplayName = "32 bits, swapped")]
    [DataRow("FEEDFACF01000007", true, DisplayName = "64 bits")]
    [DataRow("CFFAEDFE0C000001", true, DisplayName = "64 bits, swapped")]
    [DataRow("CAFEBABE00000002", true, DisplayName = "two architectures")]
    [DataRow("BEBAFECA02000000", true, DisplayName = "two architectures, swapped")]
    [DataRow("CAFEBABE0000001E", true, DisplayName = "thirty architectures")]
    [DataRow("CAFEBABE0000002D", false, DisplayName = "Java 1.1")]
    [DataRow("CAFEBABE00000045", false, DisplayName = "Java 25")]
    [DataRow("CAFEBABE00030002", false, DisplayName = "Java, with a minor version")]
    [DataRow("CAFEBABE00000000", false, DisplayName = "no architecture")]
    [DataRow("7F454C4602010100", false, DisplayName = "ELF")]
    [DataRow("23212F62696E2F73", false, DisplayName = "script")]
    [DataRow("FEEDFACF", false, DisplayName = "too short")]
    [DataRow("", false, DisplayName = "empty")]
    public void Executables_are_told_by_their_first_bytes(string header, bool expected) =>
        Assert.AreEqual(expected, MachO.IsExecutable(Convert.FromHexString(header)));
}
