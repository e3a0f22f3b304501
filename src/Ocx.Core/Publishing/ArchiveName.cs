using Ocx.Core.Oci;

namespace Ocx.Core.Publishing;

/// <summary>The names of an archive and of the files beside it.</summary>
internal static class ArchiveName
{
    public const string Extension = ".tar.gz";

    private static readonly string[] Extensions = [Extension, ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar.zstd"];

    /// <summary>For an archive whose name the user did not choose: <c>name-tag-os-arch.tar.gz</c>, as far as these are known.</summary>
    /// <param name="source">What it is called without an identifier.</param>
    public static string Infer(string source, Identifier? identifier, Platform? platform)
    {
        string?[] parts =
        [
            identifier?.ShortName ?? source,
            identifier?.Tag,
            platform is null ? null : platform.IsAny ? "any" : $"{platform.Os}-{platform.Architecture}",
        ];
        return string.Join('-', parts.OfType<string>()) + Extension;
    }

    public static string MetadataFileOf(string archive) => Stem(archive) + "-metadata.json";

    public static string ReceiptFileOf(string archive) => Stem(archive) + "-receipt.json";

    private static string Stem(string archive)
    {
        var extension = Extensions.FirstOrDefault(known => archive.EndsWith(known, StringComparison.OrdinalIgnoreCase));
        return extension is null ? archive : archive[..^extension.Length];
    }
}
