using System.Text.Json.Serialization;
using Ocx.Core.Registry.Auth;

namespace Ocx.Core.Registry;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(NamePage))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(CredentialHelperAnswer))]
internal sealed partial class RegistryJsonContext : JsonSerializerContext;
