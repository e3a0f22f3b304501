using Ocx.Core.Installation.Inspection;
using Ocx.Core.Oci;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Chain">From the name to the metadata.</param>
internal sealed record ResolutionEntry(string Pinned, IReadOnlyList<ChainEntry> Chain)
{
    public static ResolutionEntry Of(Identifier pinned, InspectedResolution resolution) => new(
        pinned.ToString(),
        [
            .. resolution.Index is { } index ? new[] { ChainEntry.Of("index", index) } : [],
            ChainEntry.Of("manifest", resolution.Manifest),
            ChainEntry.Of("config", resolution.Config),
        ]);
}
