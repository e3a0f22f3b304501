using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>What to publish. Paths are absolute.</summary>
/// <param name="Identifier">Null: as the receipt beside an archive says.</param>
/// <param name="Platform">Null: as the receipt beside an archive says.</param>
/// <param name="Layers">Base first. Empty only with metadata.</param>
/// <param name="MetadataFile">Null: the sidecar beside an archive.</param>
/// <param name="Cascade">Move the rolling tags above the version too, as far as it is the newest for the platform.</param>
/// <param name="IsNew">The first version of the package: a registry that cannot list its tags does not stop the cascade.</param>
/// <param name="CanonicalTag">Name the manifest by a tag of its digest too, so that it stays when its version's tag moves.</param>
/// <param name="Annotations">For the index of each tag that is written.</param>
public sealed record PushRequest(
    Identifier? Identifier,
    Platform? Platform,
    IReadOnlyList<LayerSpec> Layers,
    string? MetadataFile = null,
    bool Cascade = false,
    bool IsNew = false,
    BuildTimestamp BuildTimestamp = BuildTimestamp.None,
    bool CanonicalTag = true,
    IReadOnlyDictionary<string, string>? Annotations = null);
