using Ocx.Core.Archives.Tar;

namespace Ocx.Core.Archives.Upstream;

/// <summary>Tells archives apart by their names and by their first bytes.</summary>
internal static class UpstreamFormats
{
    /// <summary>Bytes that <see cref="OfContent"/> wants to see.</summary>
    public const int HeadLength = TarHeader.BlockSize;

    private static readonly (string Extension, UpstreamFormat Format)[] Extensions =
    [
        (".tar.gz", UpstreamFormat.TarGzip), (".tgz", UpstreamFormat.TarGzip), (".tar.xz", UpstreamFormat.TarXz), (".txz", UpstreamFormat.TarXz),
        (".tar.bz2", UpstreamFormat.TarBzip2), (".tbz2", UpstreamFormat.TarBzip2), (".tbz", UpstreamFormat.TarBzip2),
        (".tar", UpstreamFormat.Tar), (".zip", UpstreamFormat.Zip),
    ];

    /// <summary>What a file's name says, or null.</summary>
    public static UpstreamFormat? OfName(string file)
    {
        var known = Array.FindIndex(Extensions, known => file.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase));
        return known < 0 ? null : Extensions[known].Format;
    }

    /// <summary>A file's name without what says that it is an archive.</summary>
    public static string StemOf(string fileName)
    {
        var known = Array.Find(Extensions, known => fileName.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase));
        return known.Extension is null || known.Extension.Length == fileName.Length ? fileName : fileName[..^known.Extension.Length];
    }

    /// <summary>What a file's first bytes say, or null.</summary>
    public static UpstreamFormat? OfContent(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? UpstreamFormat.Zip
        : head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? UpstreamFormat.TarGzip
        : head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? UpstreamFormat.TarXz
        : head.StartsWith("BZh"u8) ? UpstreamFormat.TarBzip2
        : head.Length == HeadLength && head.ContainsAnyExcept((byte)0) && TarHeader.TryParse(head, out _) is null ? UpstreamFormat.Tar
        : null;

    public static string Describe(this UpstreamFormat format) => format switch
    {
        UpstreamFormat.Tar => "a tar archive",
        UpstreamFormat.TarGzip => "compressed with gzip",
        UpstreamFormat.TarXz => "compressed with xz",
        UpstreamFormat.TarBzip2 => "compressed with bzip2",
        _ => "a zip archive",
    };
}
