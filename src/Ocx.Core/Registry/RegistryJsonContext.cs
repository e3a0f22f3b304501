using System.Text.Json.Serialization;

namespace Ocx.Core.Registry;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(TagPage))]
internal sealed partial class RegistryJsonContext : JsonSerializerContext;
