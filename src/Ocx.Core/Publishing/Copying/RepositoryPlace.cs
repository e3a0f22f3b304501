using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Copying;

/// <summary>A repository and how it is reached.</summary>
/// <param name="Name">Its registry and repository count; the tag and the digest do not.</param>
internal sealed record RepositoryPlace(IRegistry Registry, Identifier Name)
{
    public string Repository => Name.Repository;
}
