namespace Ocx.Core.Publishing.Copying;

/// <summary>How the blobs of a copy came to be where they are.</summary>
/// <param name="Present">That were there already.</param>
/// <param name="Mounted">That the registry took from another of its repositories.</param>
/// <param name="Uploaded">Whose bytes were sent.</param>
public sealed record BlobCounts(int Present, int Mounted, int Uploaded);
