using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ocx.Core.Installation.Inspection;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Name">The last part of the repository.</param>
/// <param name="PinnedIdentifier">With the digest of what the rest is about.</param>
internal sealed record InspectEntry(
    string Name,
    string Identifier,
    string PinnedIdentifier,
    string PinnedDigest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CandidateEntry>? Candidates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Metadata,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LayerEntry>? Layers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Platform,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResolutionEntry? Resolution,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClosureEntry? Closure)
{
    /// <summary>Members of the metadata that are there even where they say nothing.</summary>
    private static readonly (string Name, Func<JsonNode> Make)[] Always =
        [("env", () => new JsonArray()), ("dependencies", () => new JsonArray()), ("entrypoints", () => new JsonObject())];

    /// <param name="asked">As it was asked for.</param>
    public static InspectEntry Of(Identifier asked, PackageInspection found) => new(
        asked.ShortName,
        asked.ToString(),
        found.Pinned.ToString(),
        found.Pinned.Digest.ToString()!,
        found.Candidates?.Select(candidate => CandidateEntry.Of(found.Pinned, candidate)).ToList(),
        found.Content is { } content ? Canonical(content.Metadata) : null,
        found.Content?.Layers.Select(layer => new LayerEntry(layer.Digest.ToString(), layer.MediaType, layer.Size)).ToList(),
        found.Resolution?.Platform.ToString(),
        found.Resolution is { } resolution ? ResolutionEntry.Of(found.Pinned, resolution) : null,
        found.Closure is { } closure ? ClosureEntry.Of(closure) : null);

    private static JsonObject Canonical(Metadata metadata)
    {
        var document = JsonNode.Parse(MetadataWriter.ToConfig(metadata))!.AsObject();
        foreach (var (name, make) in Always.Where(member => !document.ContainsKey(member.Name)))
        {
            document[name] = make();
        }

        return document;
    }
}
