namespace Ocx.Cli.Reports;

internal sealed record PushReport(
    string Identifier,
    string Status,
    string ManifestDigest,
    IReadOnlyList<string> CascadeTagsWritten,
    IReadOnlyList<string> CanonicalTagsWritten,
    PushedLayers Layers);
