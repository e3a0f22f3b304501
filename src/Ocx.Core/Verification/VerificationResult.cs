using Ocx.Core.Diagnostics;

namespace Ocx.Core.Verification;

/// <param name="Findings">By kind and path.</param>
/// <param name="Packages">How many were looked at.</param>
/// <param name="Layers">As for packages.</param>
/// <param name="Blobs">As for packages.</param>
/// <param name="Bytes">Content that was compared with its digest.</param>
/// <param name="Failures">Directories of the store that could not be read, so that nobody knows what they hold.</param>
public sealed record VerificationResult(
    IReadOnlyList<Finding> Findings, int Packages, int Layers, int Blobs, long Bytes, IReadOnlyList<OcxException> Failures)
{
    /// <summary>Of a store that is not there.</summary>
    public static VerificationResult Nothing { get; } = new([], 0, 0, 0, 0, []);
}
