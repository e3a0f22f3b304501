using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Importing;

/// <param name="Package">With the version as its tag.</param>
/// <param name="Platforms">In the order of the recipe.</param>
public sealed record ImportResult(Identifier Package, IReadOnlyList<ImportedPlatform> Platforms);
