using System.Text.Json.Serialization;

namespace Ocx.Core.Oci;

/// <summary>Points at content by type, digest and size; members are written in this order.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Platform">Only on the entries of an index.</param>
public sealed record Descriptor(
    [property: JsonPropertyOrder(0), JsonRequired] string MediaType,
    [property: JsonPropertyOrder(1), JsonRequired] Digest Digest,
    [property: JsonPropertyOrder(2), JsonRequired] long Size,
    [property: JsonPropertyOrder(3), JsonConverter(typeof(DescriptorPlatformConverter))] DescriptorPlatform? Platform = null,
    [property: JsonPropertyOrder(4)] IReadOnlyDictionary<string, string>? Annotations = null,
    [property: JsonPropertyOrder(5)] string? ArtifactType = null);
