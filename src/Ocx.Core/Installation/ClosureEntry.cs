using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation;

/// <param name="Identifier">With digest; its tag is only advice.</param>
/// <param name="Visibility">What reaches the closure's owner, over all paths.</param>
public sealed record ClosureEntry(Identifier Identifier, Visibility Visibility)
{
    public bool IsSamePackage(ClosureEntry other) =>
        Identifier.Digest == other.Identifier.Digest && Identifier.RepositoryName == other.Identifier.RepositoryName;
}
