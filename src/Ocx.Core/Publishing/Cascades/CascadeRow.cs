using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>One platform of a rolling tag.</summary>
/// <param name="Observed">The manifest that the tag has for the platform, the last one if there are several; null for none.</param>
/// <param name="Expected">The manifest that the versions below say; null for none.</param>
/// <param name="Source">The version that <paramref name="Expected"/> comes from.</param>
/// <param name="ObservedSource">The newest version that has <paramref name="Observed"/>; null where none has.</param>
public sealed record CascadeRow(
    string Tag, string Platform, SlotStatus Status, Digest? Observed, Digest? Expected, string? Source, string? ObservedSource)
{
    public bool IsFinding => Status != SlotStatus.Ok;
}
