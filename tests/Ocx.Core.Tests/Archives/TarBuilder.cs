using System.IO.Compression;
using System.Text;

namespace Ocx.Core.Tests.Archives;

/// <summary>Writes tar archives block by block, with no care for whether they make sense.</summary>
internal sealed class TarBuilder
{
    private readonly List<byte> _bytes = [];

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    public TarBuilder File(string name, string content = "", int mode = 0x1A4) => Entry('0', name, content, mode: mode);

    public TarBuilder Directory(string name) => Entry('5', name);

    public TarBuilder Symlink(string name, string target) => Entry('2', name, link: target);

    public TarBuilder HardLink(string name, string target) => Entry('1', name, link: target);

    public TarBuilder LongName(string name, char type = 'L') => Entry(type, "././@LongLink", name + "\0");

    public TarBuilder Pax(params (string Key, string Value)[] records) =>
        PaxText('x', string.Concat(records.Select(record => Record(record.Key, record.Value))));

    public TarBuilder PaxText(char type, string records) => Entry(type, "PaxHeaders/x", records);

    /// <param name="change">Makes the header wrong before its checksum is written.</param>
    public TarBuilder Entry(char type, string name, string content = "", string link = "", int mode = 0x1A4, Action<byte[]>? change = null)
    {
        var data = Encoding.UTF8.GetBytes(content);
        Header(type, name, data.Length, link, mode, change);
        return Bytes(data).Pad();
    }

    public TarBuilder Header(char type, string name, long size, string link = "", int mode = 0x1A4, Action<byte[]>? change = null)
    {
        var header = new byte[512];
        Put(header, 0, name);
        Put(header, 100, Octal(mode, 7));
        Put(header, 108, Octal(0, 7));
        Put(header, 116, Octal(0, 7));
        Put(header, 124, Octal(size, 11));
        Put(header, 136, Octal(0, 11));
        Put(header, 148, "        ");
        header[156] = (byte)type;
        Put(header, 157, link);
        Put(header, 257, "ustar\0" + "00");
        change?.Invoke(header);
        if (header.AsSpan(148, 8).SequenceEqual("        "u8))
        {
            Put(header, 148, Octal(header.Sum(octet => octet), 6) + "\0 ");
        }

        return Bytes(header);
    }

    public TarBuilder Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public TarBuilder ZeroBlocks(int count) => Bytes(new byte[512 * count]);

    public TarBuilder Pad() => Bytes(new byte[(int)(-_bytes.Count & 511)]);

    /// <summary>As it is, without the two blocks that end an archive.</summary>
    public byte[] ToOpenTar() => [.. _bytes];

    public byte[] ToTar() => [.. _bytes, .. new byte[1024]];

    public byte[] ToGzip() => Gzip(ToTar());

    public static void Put(byte[] header, int offset, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header, offset);

    public static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 3;
        var length = rest + 1;
        while (length != rest + $"{length}".Length)
        {
            length = rest + $"{length}".Length;
        }

        return $"{length} {key}={value}\n";
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');
}
