using System.Diagnostics.CodeAnalysis;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>
/// Where a package runs: <c>os/arch[/variant][+feature,…]</c> or <c>any</c> (contract: package, 1.4). Features are sorted and unique;
/// equality is over all members.
/// </summary>
public sealed record Platform
{
    private static readonly string[] Machines =
    [
        "linux/amd64", "linux/arm64", "linux/arm", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64", "wasip1/wasm", "wasip2/wasm",
    ];

    public Platform(string os, string architecture, string? variant = null, IEnumerable<string>? features = null, string? osVersion = null)
    {
        Os = os;
        Architecture = architecture;
        Variant = variant;
        OsVersion = osVersion;
        Features = [.. (features ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Runs everywhere: scripts, data, headers.</summary>
    public static Platform Any { get; } = new("any", "any");

    public string Os { get; }

    public string Architecture { get; }

    public string? Variant { get; }

    public string? OsVersion { get; }

    /// <summary>The wire's <c>os.features</c>, such as <c>libc.glibc</c>.</summary>
    public IReadOnlyList<string> Features { get; }

    public bool IsAny => Os == "any";

    /// <exception cref="OcxException">OCX1021.</exception>
    public static Platform Parse(string text) =>
        TryParse(text, out var platform, out var problem)
            ? platform
            : throw new OcxException(ProjectErrors.PlatformInvalid, $"'{text}' is not a platform: {problem}.", nextStep: ProjectErrors.PlatformInvalid.Remedy);

    public static bool TryParse(string text, [NotNullWhen(true)] out Platform? platform, [NotNullWhen(false)] out string? problem)
    {
        platform = null;
        problem = null;
        if (text == "any")
        {
            platform = Any;
            return true;
        }

        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var parts = (plus < 0 ? text : text[..plus]).Split('/');
        if (parts.Length is < 2 or > 3)
        {
            problem = "expected os/arch, os/arch/variant or any";
            return false;
        }

        string[] features = [];
        string? variant = null;
        if ((plus >= 0 && !TryUnescapeAll(text[(plus + 1)..].Split(','), out features))
            || (parts.Length == 3 && !PlatformEscapes.TryDecode(parts[2], out variant)))
        {
            problem = "variants and features must not be empty, and escapes in them are %25, %2F, %2B and %2C";
            return false;
        }

        if (!IsSupported(parts[0], parts[1]))
        {
            problem = $"'{parts[0]}/{parts[1]}' is none of {string.Join(", ", Machines)}";
            return false;
        }

        platform = new(parts[0], parts[1], variant, features);
        return true;
    }

    /// <summary>The meaning of an index entry's platform; null when no host is known to be one: an attestation's <c>unknown/unknown</c>, processor features, what cannot be read.</summary>
    /// <param name="wire">Null, an entry without platform, means <see cref="Any"/>.</param>
    public static Platform? From(DescriptorPlatform? wire)
    {
        if (wire is null || wire is { Os: "any", Architecture: "any", Variant: null, OsVersion: null, OsFeatures: null or [], Features: null or [] })
        {
            return Any;
        }

        // No host says what processor features it has.
        return IsSupported(wire.Os, wire.Architecture) && wire.Features is null or []
            ? new(wire.Os, wire.Architecture, wire.Variant, wire.OsFeatures, wire.OsVersion)
            : null;
    }

    public DescriptorPlatform ToDescriptor() => new(Architecture, Os, Variant, Features.Count == 0 ? null : Features, OsVersion);

    public bool Equals(Platform? other) =>
        other is not null
        && Os == other.Os
        && Architecture == other.Architecture
        && Variant == other.Variant
        && OsVersion == other.OsVersion
        && Features.SequenceEqual(other.Features, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Os, Architecture, Variant, OsVersion, Features.Count);

    /// <summary>The canonical text; what it reads back to is equal, but for an <see cref="OsVersion"/>, which the text form cannot hold.</summary>
    public override string ToString()
    {
        if (IsAny)
        {
            return "any";
        }

        var variant = Variant is null ? "" : "/" + PlatformEscapes.Encode(Variant);
        var features = Features.Count == 0 ? "" : "+" + string.Join(',', Features.Select(PlatformEscapes.Encode));
        return $"{Os}/{Architecture}{variant}{features}";
    }

    private static bool IsSupported(string os, string architecture) => Machines.Contains($"{os}/{architecture}");

    private static bool TryUnescapeAll(string[] encoded, out string[] decoded)
    {
        decoded = new string[encoded.Length];
        for (var i = 0; i < encoded.Length; i++)
        {
            if (!PlatformEscapes.TryDecode(encoded[i], out decoded[i]!))
            {
                return false;
            }
        }

        return true;
    }
}
