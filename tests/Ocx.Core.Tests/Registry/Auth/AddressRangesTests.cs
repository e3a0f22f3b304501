using System.Net;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class AddressRangesTests
{
    [TestMethod]
    [DataRow("8.8.8.8", "Public")]
    [DataRow("172.15.255.255", "Public")]
    [DataRow("172.32.0.0", "Public")]
    [DataRow("100.63.0.1", "Public")]
    [DataRow("2606:4700::1", "Public")]
    [DataRow("::ffff:8.8.8.8", "Public")]
    [DataRow("64:ff9b::8.8.8.8", "Public")]
    [DataRow("10.0.0.1", "Private")]
    [DataRow("172.16.0.1", "Private")]
    [DataRow("172.31.255.255", "Private")]
    [DataRow("192.168.1.1", "Private")]
    [DataRow("100.64.0.1", "Private")]
    [DataRow("100.127.255.255", "Private")]
    [DataRow("fd12::1", "Private")]
    [DataRow("fec0::1", "Private")]
    [DataRow("::ffff:10.0.0.1", "Private")]
    [DataRow("::10.0.0.1", "Private")]
    [DataRow("64:ff9b::10.0.0.1", "Private")]
    [DataRow("2002:0a00:0001::1", "Private")]
    [DataRow("127.0.0.1", "Loopback")]
    [DataRow("127.255.255.254", "Loopback")]
    [DataRow("::1", "Loopback")]
    [DataRow("::ffff:127.0.0.1", "Loopback")]
    [DataRow("0.0.0.0", "Reserved")]
    [DataRow("0.1.2.3", "Reserved")]
    [DataRow("::", "Reserved")]
    [DataRow("169.254.169.254", "Reserved")]
    [DataRow("::ffff:169.254.169.254", "Reserved")]
    [DataRow("192.0.0.192", "Reserved")]
    [DataRow("100.100.100.200", "Reserved")]
    [DataRow("168.63.129.16", "Reserved")]
    [DataRow("fd00:ec2::254", "Reserved")]
    [DataRow("fe80::1", "Reserved")]
    [DataRow("224.0.0.1", "Reserved")]
    [DataRow("255.255.255.255", "Reserved")]
    [DataRow("ff02::1", "Reserved")]
    public void Addresses_have_a_kind(string address, string kind) => Assert.AreEqual(kind, AddressRanges.KindOf(IPAddress.Parse(address)).ToString());

    [TestMethod]
    [DataRow("localhost", "Loopback")]
    [DataRow("LOCALHOST.", "Loopback")]
    [DataRow("a.localhost", "Loopback")]
    [DataRow("10.0.0.1", "Private")]
    [DataRow("localhost.example", null)]
    [DataRow("ghcr.io", null)]
    public void Some_hosts_say_it_by_themselves(string host, string? kind) => Assert.AreEqual(kind, AddressRanges.KindOfLiteral(host)?.ToString());
}
