using Ocx.Core.Oci;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class HostPlatformTests
{
    [TestMethod]
    [DataRow(Processor.X64, "amd64", null)]
    [DataRow(Processor.Arm64, "arm64", "v8")]
    [DataRow(Processor.Arm, "arm", "v7")]
    [DataRow(Processor.Armv6, "arm", "v6")]
    public void Processors_have_the_names_of_images(Processor architecture, string name, string? variant) =>
        Assert.AreEqual((name, variant), HostPlatform.ProcessorOf(architecture)!.Value);

    [TestMethod]
    public void Other_processors_are_not_supported() => Assert.IsNull(HostPlatform.ProcessorOf(Processor.S390x));

    [TestMethod]
    public void Libraries_are_looked_for_only_when_an_offer_for_this_machine_asks_for_features()
    {
        var machine = HostPlatform.Machine;
        var plain = new Platform(machine.Os, machine.Architecture);
        var other = new Platform("wasip1", "wasm", features: ["libc.musl"]);

        Assert.AreSame(machine, HostPlatform.For([plain, other, Platform.Any, null]));
        Assert.AreSame(HostPlatform.Current, HostPlatform.For([plain, new Platform(machine.Os, machine.Architecture, features: ["libc.glibc"])]));
        Assert.IsTrue(PlatformMatch.SameMachine(machine, HostPlatform.Current));
    }
}
