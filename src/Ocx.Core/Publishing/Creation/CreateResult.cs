using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Creation;

/// <param name="Archive">Absolute path.</param>
/// <param name="Metadata">Absolute path of the sidecar; null when no metadata was given.</param>
/// <param name="Size">Bytes of the archive.</param>
/// <param name="Receipt">Absolute path of what notes platform and identifier; null when neither was given.</param>
public sealed record CreateResult(string Archive, string? Metadata, Digest Digest, long Size, string? Receipt = null);
