namespace Ocx.Core.Publishing.Pushing;

/// <summary>How the layers of a package came to the registry.</summary>
/// <param name="Mounted">From another repository of the registry, without their bytes.</param>
/// <param name="Uploaded">With their bytes.</param>
/// <param name="Verified">They were there.</param>
public sealed record LayerCounts(int Mounted, int Uploaded, int Verified);
