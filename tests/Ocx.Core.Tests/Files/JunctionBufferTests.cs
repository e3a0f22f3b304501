using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class JunctionBufferTests
{
    [TestMethod]
    [DataRow(@"C:\a")]
    [DataRow(@"\\?\C:\a")]
    [DataRow("C:/a")]
    public void The_bytes_are_those_of_a_mount_point(string target)
    {
        byte[] expected =
        [
            0x03, 0x00, 0x00, 0xA0, // IO_REPARSE_TAG_MOUNT_POINT
            0x24, 0x00, 0x00, 0x00, // bytes after this header: 36; reserved
            0x00, 0x00, 0x10, 0x00, // substitute name: offset 0, 16 bytes
            0x12, 0x00, 0x08, 0x00, // print name: offset 18, 8 bytes
            .. @"\??\C:\a"u8.ToArray().SelectMany(letter => new byte[] { letter, 0 }), 0, 0,
            .. @"C:\a"u8.ToArray().SelectMany(letter => new byte[] { letter, 0 }), 0, 0,
        ];

        Assert.AreSequenceEqual(expected, JunctionBuffer.Of(target));
    }

    [TestMethod]
    public void Names_are_UTF_16_and_counted_in_bytes()
    {
        var buffer = JunctionBuffer.Of("C:\\\u00e4\U0001f600");

        Assert.HasCount(16 + 20 + 2 + 12 + 2, buffer);
        Assert.AreEqual((20, 22, 12), (BitConverter.ToUInt16(buffer, 10), BitConverter.ToUInt16(buffer, 12), BitConverter.ToUInt16(buffer, 14)));
        Assert.AreSequenceEqual(new byte[] { 0xe4, 0x00, 0x3d, 0xd8, 0x00, 0xde, 0x00, 0x00 }, buffer[^8..]);
    }

    [TestMethod]
    [DataRow(@"\\server\share\x")]
    [DataRow(@"\\?\UNC\server\share")]
    [DataRow(@"relative\x")]
    [DataRow("C:")]
    [DataRow("/unix")]
    public void Only_local_drives_have_junctions(string target) => Assert.Throws<IOException>(() => JunctionBuffer.Of(target));

    [TestMethod]
    public void A_path_that_is_too_long_is_refused()
    {
        // 16 + 2 * (n + 4) + 2 + 2 * n + 2 bytes, of which there may be 16,384.
        Assert.HasCount(16 * 1024, JunctionBuffer.Of(@"C:\" + new string('x', 4086)));
        Assert.Throws<PathTooLongException>(() => JunctionBuffer.Of(@"C:\" + new string('x', 4087)));
    }
}
