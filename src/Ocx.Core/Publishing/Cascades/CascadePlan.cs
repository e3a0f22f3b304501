namespace Ocx.Core.Publishing.Cascades;

/// <summary>What publishing a version for one platform does to the tags above it.</summary>
/// <param name="Tags">That move, the most specific first.</param>
/// <param name="Stop">Why the next one, and what is above it, stays; null when all move.</param>
public sealed record CascadePlan(IReadOnlyList<string> Tags, string? Stop);
