using System.Text.Json.Serialization;

namespace Ocx.Core.Oci;

/// <summary>The platform object of an index entry, exactly as it stands on the wire. <see cref="Platform"/> is its meaning.</summary>
public sealed record DescriptorPlatform(
    [property: JsonPropertyOrder(0), JsonRequired] string Architecture,
    [property: JsonPropertyOrder(1), JsonRequired] string Os,
    [property: JsonPropertyOrder(2)] string? Variant = null,
    [property: JsonPropertyOrder(3), JsonPropertyName("os.features")] IReadOnlyList<string>? OsFeatures = null,
    [property: JsonPropertyOrder(4), JsonPropertyName("os.version")] string? OsVersion = null,
    [property: JsonPropertyOrder(5)] IReadOnlyList<string>? Features = null)
{
    /// <summary>Equality on the wire, member by member; feature order counts.</summary>
    public bool Equals(DescriptorPlatform? other) =>
        other is not null
        && Architecture == other.Architecture
        && Os == other.Os
        && Variant == other.Variant
        && OsVersion == other.OsVersion
        && SameList(OsFeatures, other.OsFeatures)
        && SameList(Features, other.Features);

    public override int GetHashCode() => HashCode.Combine(Architecture, Os, Variant, OsVersion);

    private static bool SameList(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is null || right is null ? left is null && right is null : left.SequenceEqual(right, StringComparer.Ordinal);
}
