using System.Text.Json.Serialization;

namespace Ocx.Core.Publishing;

/// <summary>A <see cref="Receipt"/> as it is in its file.</summary>
internal sealed record ReceiptDocument(
    [property: JsonPropertyName("version"), JsonRequired] int Version,
    [property: JsonPropertyName("platform")] string? Platform,
    [property: JsonPropertyName("identifier")] string? Identifier);

[JsonSerializable(typeof(ReceiptDocument))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
