using Ocx.Core.Archives.Xz;

namespace Ocx.Core.Tests.Archives.Xz;

[TestClass]
public sealed class BlockFilterTests
{
    /// <summary>Pairs, jumps and lookalikes, as liblzma's encoder leaves them; xz before 5.6 does not have it.</summary>
    [TestMethod]
    [DataRow(256)]
    [DataRow(1)]
    [DataRow(9)]
    [DataRow(30)]
    public void RiscV_as_encoded_by_liblzma(int piece)
    {
        const string Encoded =
            "7zDliO8tdreXE+9A877zMUuT73JamlDLFyU8ku9ASgEX8RejQDpK/xexkUHl5QZa7zIm8JRnF8apo/9O9g7QtfwLl47wD8fLniJoCe/iysnUgy9oF7F7KHguVnjvMI1m7/"
            + "CCz++w57rcy/SEXWGX2N/KQ464CUmYUpD7fRcxgkTLpBIm77CHytn5djZa0Gk/l1PRIQOB85zpzJ+S30SXoBYgw4igEZdw2o+voWBCtDSUxBcDCiR3EVN4melo9xdxaVkF"
            + "APNgBUA1K+9yi2xET++2s0zuOVP4Xu3ixuXNu+XSUvv4fQA4syvtF3FTkAdX34XvEtGiF/hQAzsxeITdIw==";
        const string Plain =
            "78AXMe8tdrcXMe87HxPvQEuT77IuUlDLFyU8ku9ASgEXWjpAfzH6rRcE5eUbGSRj70IWW5RnF/HvZO/AqaPQtfwLF3G87CmC8A9oCe+SbdTUgy9ol1IueLuHQmLvEBcn7w"
            + "Dv0+/AF/Hcy/SEXWEXMeSIm9DfykmYUpD7fRcUpMsjSKQa7wAX8dn5djZa0Gk/FzEQOM9Z0SHpzJ+S30QXMYwIGqEWIBfxGgomdNqPtDSUxBdxFzGFBwokmelo95f1AAWX"
            + "liUqBUA1K+8S72BET++2s0zuOVP4Xu3ixuXNu+XSUvv4fQA4syvtF+lXBzcFuenvoiMlF7ETg0f4UAPdIw==";

        Assert.AreEqual(Plain, Convert.ToBase64String(Decode(new BcjRiscVFilter([]), Convert.FromBase64String(Encoded), piece)));
    }

    /// <summary>Where the data is divided makes no difference.</summary>
    [TestMethod]
    [DataRow(FilterId.Delta)]
    [DataRow(FilterId.X86)]
    [DataRow(FilterId.PowerPc)]
    [DataRow(FilterId.Ia64)]
    [DataRow(FilterId.Arm)]
    [DataRow(FilterId.ArmThumb)]
    [DataRow(FilterId.Sparc)]
    [DataRow(FilterId.Arm64)]
    [DataRow(FilterId.RiscV)]
    public void Filters_work_in_pieces(long id)
    {
        byte[] properties = id == FilterId.Delta ? [2] : [];
        var data = XzContent.Code(20_000);
        var whole = Decode(BlockFilter.Create(new FilterFlags(id, properties)), data, data.Length);

        Assert.AreNotSequenceEqual(data, whole);
        foreach (var piece in (int[])[1, 2, 5, 17, 1000])
        {
            Assert.AreSequenceEqual(whole, Decode(BlockFilter.Create(new FilterFlags(id, properties)), data, piece));
        }
    }

    private static byte[] Decode(BlockFilter filter, byte[] data, int piece)
    {
        var decoded = (byte[])data.Clone();
        var mark = 0;
        for (var end = 0; end < decoded.Length;)
        {
            end = Math.Min(end + piece, decoded.Length);
            mark += filter.Decode(decoded.AsSpan(mark..end));
        }

        return decoded;
    }
}
