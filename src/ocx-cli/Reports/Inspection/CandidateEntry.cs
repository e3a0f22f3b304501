using Ocx.Core.Oci;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Pinned">The identifier of this platform's package.</param>
/// <param name="Size">Of its manifest, in bytes.</param>
internal sealed record CandidateEntry(string Digest, string Pinned, string Platform, string MediaType, long Size)
{
    public static CandidateEntry Of(Identifier index, Descriptor entry) => new(
        entry.Digest.ToString(),
        (index with { Digest = entry.Digest }).ToString(),
        Core.Oci.Platform.From(entry.Platform)!.ToString(),
        entry.MediaType,
        entry.Size);
}
