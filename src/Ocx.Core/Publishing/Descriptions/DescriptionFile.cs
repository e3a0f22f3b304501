using System.Text.Unicode;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>A README or a logo that has been read and checked.</summary>
internal sealed record DescriptionFile(Descriptor Layer, byte[] Content)
{
    /// <summary>Of a file that is published, in bytes: it is shown on a page with others.</summary>
    public const int MaximumSize = 1024 * 1024;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <exception cref="OcxException">OCX2027, OCX3001 (79 where there is no such file), OCX3002.</exception>
    public static DescriptionFile ReadReadme(string path)
    {
        var content = Read(path, "README");
        return Utf8.IsValid(content)
            ? OfReadme(content)
            : throw Unsuitable(path, "The README", "is not text in UTF-8", "Save it as UTF-8.");
    }

    /// <summary>The content has to be what the file's name says: other programs go by either.</summary>
    /// <inheritdoc cref="ReadReadme"/>
    public static DescriptionFile ReadLogo(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is not (".png" or ".svg"))
        {
            throw Unsuitable(path, "The logo", "is named neither .png nor .svg", "Use a PNG or SVG file.");
        }

        var content = Read(path, "logo");
        return extension == ".png"
            ? content.AsSpan().StartsWith(PngSignature) ? Of(MediaTypes.Png, "logo.png", content) : throw Differs(path, "a PNG picture")
            : Utf8.IsValid(content) && content.AsSpan().IndexOf("<svg"u8) >= 0 ? Of(MediaTypes.Svg, "logo.svg", content) : throw Differs(path, "an SVG picture");
    }

    public static DescriptionFile OfReadme(byte[] content) => Of(MediaTypes.Markdown, "README.md", content);

    public static OcxException Unsuitable(string path, string what, string problem, string nextStep, int? line = null) =>
        new(RegistryErrors.DescriptionUnsuitable, $"{what} {path} {problem}.", line is { } at ? new SourceLocation(path, at) : null, nextStep);

    private static OcxException Differs(string path, string expected) =>
        Unsuitable(path, "The logo", $"is not {expected}, whatever its name says", "Give the file the name that fits its content: .png or .svg.");

    private static DescriptionFile Of(string mediaType, string name, byte[] content) => new(
        new(mediaType, Digest.Sha256(content), content.Length, Annotations: new Dictionary<string, string> { [Description.TitleKey] = name }), content);

    private static byte[] Read(string path, string what)
    {
        var content = NamedFile.ReadAllBytes(path, what, MaximumSize);
        return content.Length <= MaximumSize
            ? content
            : throw Unsuitable(path, $"The {what}", $"is larger than {MaximumSize} bytes (1 MiB), the most that is published", "Make it smaller.");
    }
}
