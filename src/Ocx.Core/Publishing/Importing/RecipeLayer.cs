using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Importing;

/// <summary>Where the files of one layer come from, and which of them go where.</summary>
/// <param name="Archive">Absolute path of an archive or a directory; null: <paramref name="Url"/>.</param>
/// <param name="Url">Of an archive; null: <paramref name="Archive"/>.</param>
/// <param name="Sha256">Of the archive; always there for a url.</param>
/// <param name="Strip">Leading parts to take off every name in the archive.</param>
/// <param name="Root">Only what is below this directory of the archive, with '/'; null for all.</param>
/// <param name="Prefix">The directory of the package that the files go into, with '/'; null for its root.</param>
/// <param name="Files">Only files whose path below <paramref name="Root"/> one of these patterns describes; null for all.</param>
/// <param name="Executable">Exactly these files are programs, by their path below <paramref name="Root"/>; null: as the archive says.</param>
/// <param name="Location">In the recipe.</param>
public sealed record RecipeLayer(
    string? Archive,
    Uri? Url,
    Digest? Sha256,
    int Strip,
    string? Root,
    string? Prefix,
    IReadOnlyList<PathPattern>? Files,
    IReadOnlyList<PathPattern>? Executable,
    SourceLocation Location)
{
    /// <summary>For messages.</summary>
    public string Source => Archive ?? Url!.AbsoluteUri;
}
