using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>A manifest or index as a registry holds it: the bytes are kept, because their digest is their name.</summary>
public sealed record RegistryDocument(string MediaType, ReadOnlyMemory<byte> Content, Digest Digest);
