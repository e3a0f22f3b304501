using System.Text;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Xz;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Archives.Xz;

[TestClass]
public sealed class XzVectorTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("crc64")]
    [DataRow("blocks")]
    [DataRow("sha256")]
    [DataRow("unchecked")]
    public async Task Files_of_xz(string vector)
    {
        Assert.AreSequenceEqual(XzVectors.Content, await XzCase.DecodeAsync(XzVectors.Read(vector)));
        Assert.AreSequenceEqual(XzVectors.Content, await XzCase.DecodeAsync(XzVectors.Read(vector), inputPiece: 1, outputPiece: 1));
    }

    [TestMethod]
    public async Task An_empty_file_of_xz() => Assert.IsEmpty(await XzCase.DecodeAsync(XzVectors.Read("empty")));

    [TestMethod]
    public void Check_values_of_the_checksums()
    {
        Assert.AreEqual(0xCBF43926, Crc32.Compute("123456789"u8));
        Assert.AreEqual(0x995DC9BBDF1939FA, Crc64.Append(0, "123456789"u8));
        Assert.AreEqual(0x995DC9BBDF1939FA, Crc64.Append(Crc64.Append(0, "1234"u8), "56789"u8));
    }

    [TestMethod]
    public async Task A_layer_in_xz()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["layer"]);
        var layer = XzBuilder.File(new TarBuilder().File("bin/tool", "content").ToTar());

        await LayerExtractor.ExtractAsync(
            new MemoryStream(layer), MediaTypes.LayerTarXz, directory["layer"], new ExtractionLimits(1 << 20), cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual("content", await File.ReadAllTextAsync(directory["layer", "bin", "tool"], Encoding.UTF8, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task A_failure_of_the_source_passes_unchanged()
    {
        var fault = new IOException("the line broke");
        await using var decoder = new XzDecoder(new PieceStream(XzVectors.Read("blocks")[..300], 50) { Fault = fault });

        Assert.AreSame(fault, await Assert.ThrowsExactlyAsync<IOException>(() => decoder.CopyToAsync(Stream.Null, TestContext.CancellationToken)));
    }

    [TestMethod]
    public async Task A_read_can_be_cancelled()
    {
        await using var decoder = new XzDecoder(new EndlessWaitStream());
        using var cancellation = new CancellationTokenSource();
        var reading = decoder.ReadAsync(new byte[1], cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reading.AsTask());
    }
}
