using System.IO.Compression;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Creation;

/// <summary>What to pack. Paths are absolute.</summary>
/// <param name="Source">The directory that holds the package's files, or an archive of them: .zip, .tar, .tar.gz, .tar.xz or .tar.bz2.</param>
/// <param name="Output">A file, a directory, or null for the working directory; a name is made up from identifier and platform in a directory.</param>
/// <param name="Platform">
/// A package for Linux may have names that other systems cannot hold; null, like any, is for all of them. If given, dependencies without digest are pinned for it.
/// </param>
/// <param name="MetadataFile">Checked, and written beside the archive: in canonical form for a platform, without one as it is.</param>
/// <param name="Jobs">Processors to compress on; 0: all there are, up to 16.</param>
/// <param name="StripComponents">Leading parts to take off the names in an archive; null: none.</param>
/// <param name="BinaryScan">Whether the programs that users get are compared with the metadata.</param>
/// <param name="LibcLint">Whether the directories on the PATH of a package for Linux are there, and the C library that programs in them ask for is one of the platform's.</param>
/// <param name="Programs">Of a directory: exactly these files are programs, by their paths from it, with '/'; null: as the files themselves say.</param>
public sealed record CreateRequest(
    string Source,
    string? Output = null,
    Identifier? Identifier = null,
    Platform? Platform = null,
    string? MetadataFile = null,
    bool Force = false,
    CompressionLevel Level = CompressionLevel.Optimal,
    int Jobs = 0,
    int? StripComponents = null,
    BinaryScan BinaryScan = BinaryScan.Auto,
    bool LibcLint = true,
    IReadOnlySet<string>? Programs = null);
