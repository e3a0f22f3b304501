using System.IO.Compression;
using Ocx.Core.Archives.Xz;
using Ocx.Core.Archives.Xz.Native;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Archives.Xz;

[TestClass]
public sealed class XzEncoderTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(300_000)]
    [DataRow((8 * 1024 * 1024) + 1)]
    public async Task What_is_compressed_comes_back(int size)
    {
        var content = Sparse(size);
        foreach (var level in new[] { CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize })
        {
            var output = new MemoryStream();
            await using var decoder = new XzDecoder(new MemoryStream(await EncodeAsync(content, level, threads: 2)));
            await decoder.CopyToAsync(output, TestContext.CancellationToken);
            Assert.AreSequenceEqual(content, output.ToArray());
        }
    }

    [TestMethod]
    public async Task The_number_of_threads_changes_nothing()
    {
        var content = Sparse(17 * 1024 * 1024);
        var expected = await EncodeAsync(content, CompressionLevel.Fastest, threads: 1);

        foreach (var threads in new[] { 2, 3, 16 })
        {
            Assert.AreSequenceEqual(expected, await EncodeAsync(content, CompressionLevel.Fastest, threads));
        }
    }

    [TestMethod]
    public async Task Other_programs_take_it_for_sound()
    {
        using var directory = new TemporaryDirectory();
        var bytes = await EncodeAsync(XzContent.Noise(200_000), CompressionLevel.Optimal, threads: 2);
        await File.WriteAllBytesAsync(directory["noise.xz"], bytes, TestContext.CancellationToken);

        var (exitCode, output) = await SystemTool.RunAsync("xz", TestContext.CancellationToken, "-t", directory["noise.xz"]);

        Assert.AreEqual(0, exitCode, output);
    }

    [TestMethod]
    public async Task Without_an_end_it_is_taken_for_cut()
    {
        RequireLibrary();
        var output = new MemoryStream();
        await using (var encoder = new XzEncoder(output, CompressionLevel.Fastest, threads: 1))
        {
            await encoder.WriteAsync(Sparse(20 * 1024 * 1024), TestContext.CancellationToken);
        }

        var decoder = new XzDecoder(new MemoryStream(output.ToArray()));
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => decoder.CopyToAsync(Stream.Null, TestContext.CancellationToken));
        Assert.AreEqual("OCX3003", failure.Code.Id);
    }

    [TestMethod]
    public void A_library_that_is_not_there_is_said_with_what_to_install()
    {
        Assert.IsNull(LibLzma.TryLoad(["libno-such-library.so.5", "no-such-library.dll"]));
        foreach (var (advice, text) in new[]
        {
            (LibLzma.InstallAdvice(isWindows: false, isMacOS: false), "apt install liblzma5"),
            (LibLzma.InstallAdvice(isWindows: false, isMacOS: true), "brew install xz"),
            (LibLzma.InstallAdvice(isWindows: true, isMacOS: false), "liblzma.dll"),
        })
        {
            var failure = LibLzma.Unavailable("it has no liblzma", advice);
            Assert.AreEqual(("OCX3017", ExitCode.Unavailable), (failure.Code.Id, failure.Exit));
            Assert.Contains(text, failure.NextStep!);
            Assert.Contains(".tar.gz", failure.NextStep!);
        }
    }

    [TestMethod]
    [DataRow(5, "-j 1")]
    [DataRow(8, ".tar.gz")]
    public void What_a_library_that_is_there_refuses_is_not_mended_by_installing_it(int result, string advice)
    {
        var failure = XzEncoder.Failed(result);

        Assert.AreEqual("OCX3017", failure.Code.Id);
        Assert.DoesNotContain("install", failure.FullMessage);
        Assert.Contains(advice, failure.NextStep!);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_library_that_cannot_do_it_does_not_end_the_search()
    {
        RequireLibrary();

        Assert.IsNull(LibLzma.TryLoad(["libc.so.6"]));
        Assert.IsNotNull(LibLzma.TryLoad(["libc.so.6", "liblzma.so.5"]));
    }

    private async Task<byte[]> EncodeAsync(byte[] content, CompressionLevel level, int threads)
    {
        RequireLibrary();
        var output = new MemoryStream();
        await using var encoder = new XzEncoder(output, level, threads);
        for (var position = 0; position < content.Length; position += 99_991)
        {
            await encoder.WriteAsync(content.AsMemory(position, Math.Min(99_991, content.Length - position)), TestContext.CancellationToken);
        }

        await encoder.CompleteAsync(TestContext.CancellationToken);
        return output.ToArray();
    }

    /// <summary>Of several blocks, and soon compressed.</summary>
    private static byte[] Sparse(int size)
    {
        var content = new byte[size];
        for (var position = 0; position < size; position += 1_000_000)
        {
            var piece = XzContent.Code(Math.Min(20_000, size - position), seed: position);
            piece.CopyTo(content, position);
        }

        return content;
    }

    private static void RequireLibrary()
    {
        try
        {
            LibLzma.Load();
        }
        catch (OcxException failure) when (failure.Code == StoreErrors.XzUnavailable)
        {
            Assert.Inconclusive(failure.Message);
        }
    }
}
