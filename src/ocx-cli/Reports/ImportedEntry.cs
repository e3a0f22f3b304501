using Ocx.Core.Publishing.Importing;

namespace Ocx.Cli.Reports;

/// <param name="ManifestDigest">Null in a dry run, as <paramref name="Layers"/>.</param>
internal sealed record ImportedEntry(
    string Platform, string? ManifestDigest, IReadOnlyList<string> LayerDigests, IReadOnlyList<string> CascadeTagsWritten, PushedLayers? Layers)
{
    public static ImportedEntry Of(ImportedPlatform platform) => new(
        platform.Platform.ToString(),
        platform.Push?.ManifestDigest.ToString(),
        [.. platform.Layers.Select(layer => layer.ToString())],
        platform.Push?.CascadeTags ?? [],
        platform.Push?.Layers is var (mounted, uploaded, verified) ? new(mounted, uploaded, verified) : null);
}
