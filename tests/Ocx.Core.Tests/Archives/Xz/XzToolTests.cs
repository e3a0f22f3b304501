using Ocx.Testing;

namespace Ocx.Core.Tests.Archives.Xz;

[TestClass]
public sealed class XzToolTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("-0")]
    [DataRow("-6")]
    [DataRow("-9e")]
    [DataRow("--check=none")]
    [DataRow("--check=crc32")]
    [DataRow("--check=crc64")]
    [DataRow("--check=sha256")]
    [DataRow("--lzma2=preset=6,dict=4KiB")]
    [DataRow("--lzma2=preset=6,lc=0,lp=0,pb=0")]
    [DataRow("--lzma2=preset=6,lc=4,lp=0,pb=4")]
    [DataRow("--lzma2=preset=6,lc=0,lp=4,pb=1")]
    [DataRow("--lzma2=preset=6,lc=1,lp=2,pb=3")]
    [DataRow("--block-size=64KiB -T1")]
    [DataRow("--block-size=64KiB -T2")]
    [DataRow("--block-list=1,4096,70000 -T2")]
    [DataRow("--x86 --lzma2=preset=6 --block-size=64KiB -T2")]
    public async Task Every_option_of_xz(string options)
    {
        byte[] content = [.. XzContent.Text(4000), .. XzContent.Noise(100_000), .. new byte[50_000], .. XzContent.Text(5000), .. XzContent.Code(100_000)];

        await AssertDecodesAsync(content, options);
    }

    [TestMethod]
    [DataRow("--delta=dist=1")]
    [DataRow("--delta=dist=4")]
    [DataRow("--delta=dist=256")]
    [DataRow("--x86")]
    [DataRow("--powerpc")]
    [DataRow("--ia64")]
    [DataRow("--arm")]
    [DataRow("--armthumb")]
    [DataRow("--sparc")]
    [DataRow("--arm64")]
    [DataRow("--riscv")]
    [DataRow("--x86=start=4096")]
    [DataRow("--arm64=start=1048576")]
    [DataRow("--ia64=start=16")]
    [DataRow("--delta=dist=3 --delta=dist=5 --delta=dist=7")]
    [DataRow("--x86 --arm --ia64")]
    [DataRow("--armthumb --delta=dist=2 --sparc")]
    public async Task Every_filter_of_xz(string filters)
    {
        foreach (var size in (int[])[0, 4, 5, 17, 200_003])
        {
            await AssertDecodesAsync(XzContent.Code(size), $"{filters} --lzma2=preset=0");
        }
    }

    [TestMethod]
    [DataRow("empty")]
    [DataRow("noise")]
    [DataRow("zeros")]
    [DataRow("period")]
    public async Task Every_kind_of_content(string kind)
    {
        byte[] content = kind switch
        {
            "empty" => [],
            "noise" => XzContent.Noise(300_000),
            "zeros" => new byte[5_000_000],
            _ => [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i % 251))],
        };

        await AssertDecodesAsync(content, "-1");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    [DataRow(400_000)]
    public async Task Streams_with_padding(int padding)
    {
        var (first, second) = (XzContent.Text(500), XzContent.Code(10_000));
        byte[] compressed =
        [
            .. await XzTool.CompressAsync(first, "--check=sha256", TestContext.CancellationToken),
            .. new byte[padding],
            .. await XzTool.CompressAsync([], "", TestContext.CancellationToken),
            .. await XzTool.CompressAsync(second, "--check=none --block-size=4KiB -T2", TestContext.CancellationToken),
            .. new byte[padding],
        ];

        Assert.AreSequenceEqual((byte[])[.. first, .. second], await XzCase.DecodeAsync(compressed));
    }

    [TestMethod]
    [DataRow(1, 4096)]
    [DataRow(4096, 1)]
    [DataRow(7, 11)]
    public async Task Input_and_output_in_small_pieces(int inputPiece, int outputPiece)
    {
        byte[] content = [.. XzContent.Text(300), .. XzContent.Noise(3000), .. XzContent.Code(3000)];
        var compressed = await XzTool.CompressAsync(content, "--arm64 --lzma2=dict=4KiB --block-size=6000 -T2", TestContext.CancellationToken);

        Assert.AreSequenceEqual(content, await XzCase.DecodeAsync(compressed, inputPiece, outputPiece));
    }

    [TestMethod]
    public async Task Any_content_with_any_options()
    {
        var rounds = LongTests.Wanted ? 2000 : 12;
        string[] options =
        [
            "-0", "-3 --check=sha256", "-6", "-9e", "--lzma2=dict=4KiB", "--lzma2=dict=64KiB,lc=0,lp=3,pb=0", "--x86 --lzma2", "--ia64 --arm --lzma2",
            "--armthumb --lzma2=dict=8KiB,nice=273", "--powerpc --lzma2=mode=fast", "--sparc --delta --lzma2", "--arm64 --lzma2=lc=4",
            "--block-size=5000 -T2", "--block-size=50000", "--delta=dist=200 --lzma2 --block-size=10000 -T2",
        ];
        for (var round = 0; round < rounds; round++)
        {
            await AssertDecodesAsync(XzContent.Mixture(round), options[round % options.Length], $"round {round}");
        }
    }

    private async Task AssertDecodesAsync(byte[] content, string options, string? when = null)
    {
        var decoded = await XzCase.DecodeAsync(await XzTool.CompressAsync(content, options, TestContext.CancellationToken));
        Assert.IsTrue(content.AsSpan().SequenceEqual(decoded), $"{options}, {content.Length} bytes, {when}");
    }
}
