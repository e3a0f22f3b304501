using System.Text.Json;
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
    /// <summary>What stands on the wire where it is no platform: null otherwise. No host is one, and whoever writes the entry again writes this.</summary>
    [JsonIgnore]
    internal JsonElement? Unreadable { get; private init; }

    internal static DescriptorPlatform FromUnreadable(JsonElement wire) => new("", "") { Unreadable = wire };

    /// <summary>Whether all that is declared is said.</summary>
    internal bool IsComplete
    {
        get
        {
            IEnumerable<string?> parts = [.. OsFeatures ?? [], .. Features ?? [], Variant ?? "none", OsVersion ?? "none"];
            return !parts.Any(string.IsNullOrEmpty);
        }
    }

    /// <summary>Equality on the wire, member by member; feature order counts.</summary>
    public bool Equals(DescriptorPlatform? other) =>
        other is not null
        && Architecture == other.Architecture
        && Os == other.Os
        && Variant == other.Variant
        && OsVersion == other.OsVersion
        && Unreadable?.GetRawText() == other.Unreadable?.GetRawText()
        && SameList(OsFeatures, other.OsFeatures)
        && SameList(Features, other.Features);

    public override int GetHashCode() => HashCode.Combine(Architecture, Os, Variant, OsVersion);

    private static bool SameList(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is null || right is null ? left is null && right is null : left.SequenceEqual(right, StringComparer.Ordinal);
}
