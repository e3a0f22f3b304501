using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation;

/// <summary>A package that is present in the store.</summary>
/// <param name="Identifier">Registry, repository, tag if one was named, and the digest of the platform's manifest.</param>
/// <param name="Root">Absolute path of the package.</param>
public sealed record InstalledPackage(Identifier Identifier, Metadata Metadata, string Root)
{
    /// <summary>The package's files.</summary>
    public string Content => Path.Combine(Root, "content");

    /// <summary>The install symlink that was made; null when none was.</summary>
    public string? Link { get; init; }
}
