using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

/// <summary>
/// Makes a package of what a project publishes. Fails with OCX1xxx (names and platforms), OCX3xxx (files) or OCX4003 (metadata).
/// </summary>
public sealed partial class OcxPack
{
    /// <summary><c>[registry/]repository</c>; names the archive.</summary>
    [Required]
    public string Package { get; set; } = "";

    /// <summary>Becomes the tag.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>Of the published program; stands for a platform.</summary>
    public string? RuntimeIdentifier { get; set; }

    /// <summary>Instead of the one that the runtime identifier stands for, such as <c>linux/amd64+libc.glibc</c>.</summary>
    public string? Platform { get; set; }

    /// <summary>Absolute path of the directory with the published files.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Absolute path of the directory for the archive.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The program's name in the source, without extension.</summary>
    [Required]
    public string Program { get; set; } = "";

    /// <summary>The name that users call the program by; by default its own.</summary>
    public string? Command { get; set; }

    /// <summary>Absolute path of a metadata.json instead of a generated one.</summary>
    public string? MetadataFile { get; set; }

    /// <summary>Absolute path that generated metadata is written to.</summary>
    [Required]
    public string GeneratedMetadataFile { get; set; } = "";

    /// <summary>The archive; metadata are Identifier, Platform and Digest.</summary>
    [Output]
    public ITaskItem? PackageFile { get; private set; }
}
