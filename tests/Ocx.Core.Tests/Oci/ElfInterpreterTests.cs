using System.Buffers.Binary;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class ElfInterpreterTests
{
    private const string Loader = "/lib64/ld-linux-x86-64.so.2";

    [TestMethod]
    public void The_loader_of_a_program_is_read() => Assert.AreEqual(Loader, ElfInterpreter.Find(FakeLoaderFiles.Elf(Loader)));

    [TestMethod]
    public void Any_beginning_of_a_program_is_read_without_harm()
    {
        var file = FakeLoaderFiles.Elf(Loader);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.IsNull(ElfInterpreter.Find(file.AsMemory(0, length)), $"{length} bytes");
        }
    }

    [TestMethod]
    [DataRow(0, 0x00, DisplayName = "no ELF")]
    [DataRow(5, 0x02, DisplayName = "big-endian")]
    [DataRow(39, 0xFF, DisplayName = "a table behind the end")]
    [DataRow(54, 0x01, DisplayName = "entries that are too short")]
    [DataRow(56, 0x01, DisplayName = "no entry for a loader")]
    [DataRow(135, 0xFF, DisplayName = "a name behind the end")]
    [DataRow(159, 0xFF, DisplayName = "a name without end")]
    public void Damaged_headers_name_none(int offset, int value)
    {
        var file = FakeLoaderFiles.Elf(Loader);
        file[offset] = (byte)value;

        Assert.IsNull(ElfInterpreter.Find(file));
    }

    /// <summary>As <c>objcopy --only-keep-debug</c> leaves it: there is an entry for the loader, and no name.</summary>
    [TestMethod]
    public void Debug_symbols_in_a_file_of_their_own_name_none()
    {
        using var directory = new TemporaryDirectory();
        var file = FakeLoaderFiles.Elf(Loader);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(64 + 56 + 32), 0);
        File.WriteAllBytes(directory["tool.debug"], file);
        using var handle = File.OpenHandle(directory["tool.debug"]);

        Assert.IsNull(ElfInterpreter.Find(handle));
    }

    [TestMethod]
    public void A_table_at_the_end_of_all_numbers_does_not_wrap_around()
    {
        var file = FakeLoaderFiles.Elf(Loader);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), ulong.MaxValue - 10);

        Assert.IsNull(ElfInterpreter.Find(file));
    }

    [TestMethod]
    [DataRow("ld.so", DisplayName = "relative")]
    [DataRow("", DisplayName = "empty")]
    public void A_loader_has_an_absolute_path(string loader) => Assert.IsNull(ElfInterpreter.Find(FakeLoaderFiles.Elf(loader)));
}
