using Ocx.Core.Oci;

namespace Ocx.Core.Publishing;

/// <summary>What to publish. Paths are absolute.</summary>
/// <param name="Layers">Archives, base first. Empty only with metadata.</param>
/// <param name="MetadataFile">Null: the sidecar beside the first archive.</param>
public sealed record PushRequest(Identifier Identifier, Platform Platform, IReadOnlyList<string> Layers, string? MetadataFile = null);
