using System.Text.Json;

namespace Ocx.Core.Packages;

/// <summary>What a package says of itself: <c>metadata.json</c>, the config blob of its manifest (contract: package, chapter 2).</summary>
/// <param name="StripComponents">Leading path components that assembly removes, unless a layer says otherwise.</param>
/// <param name="Environment">In declared order, which counts.</param>
/// <param name="Entrypoints">By name.</param>
/// <param name="Binaries">The programs it claims to offer, sorted; null when it makes no claim.</param>
/// <param name="Integrations">By namespace: JSON for other programs.</param>
public sealed record Metadata(
    byte? StripComponents,
    IReadOnlyList<EnvironmentVariable> Environment,
    IReadOnlyList<Dependency> Dependencies,
    IReadOnlyDictionary<string, Entrypoint> Entrypoints,
    IReadOnlyList<string>? Binaries,
    IReadOnlyDictionary<string, JsonElement> Integrations)
{
    /// <summary>Largest config blob, in bytes.</summary>
    public const int MaximumSize = 4 * 1024 * 1024;

    public static Metadata Empty { get; } = new(
        null, [], [], new Dictionary<string, Entrypoint>(), null, new Dictionary<string, JsonElement>());
}
