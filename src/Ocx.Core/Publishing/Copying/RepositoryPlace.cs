using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Copying;

/// <summary>A repository and how it is reached.</summary>
/// <param name="Name">Its registry and repository count; the tag and the digest do not.</param>
internal sealed record RepositoryPlace(IRegistry Registry, Identifier Name)
{
    public string Repository => Name.Repository;

    /// <summary>What is there already; nothing is where a tag names what is gone, or where the registry is a directory that the first copy makes.</summary>
    public static async Task<T?> FindAsync<T>(Func<Task<T?>> find)
    {
        try
        {
            return await find();
        }
        catch (OcxException failure) when (failure.Code == RegistryErrors.NotFound || failure.Code == RegistryErrors.DirectoryMissing)
        {
            return default;
        }
    }

    /// <summary>The entries of a tag's index; a manifest that has none is one for any platform.</summary>
    public static IReadOnlyList<Descriptor> EntriesOf(RegistryDocument document, string source) => MediaTypes.IsIndex(document.MediaType)
        ? ImageIndex.Parse(document.Content.Span, source).Manifests
        : [new(document.MediaType, document.Digest, document.Content.Length, Platform.Any.ToDescriptor())];
}
