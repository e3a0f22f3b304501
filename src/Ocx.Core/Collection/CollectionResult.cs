using Ocx.Core.Diagnostics;

namespace Ocx.Core.Collection;

/// <param name="Entries">Objects by path, then what was left in <c>temp/</c> and elsewhere.</param>
/// <param name="Failures">What could not be read or deleted. It stays, and the rest was done.</param>
public sealed record CollectionResult(IReadOnlyList<CollectedEntry> Entries, IReadOnlyList<OcxException> Failures)
{
    public static CollectionResult Nothing { get; } = new([], []);
}
