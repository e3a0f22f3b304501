using Ocx.Core.Diagnostics;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

internal static class TagLookup
{
    /// <summary>What a tag names; null also when it names something that is gone.</summary>
    public static async Task<RegistryDocument?> FindManifestAsync(
        this IRegistry registry, string repository, string tag, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.GetManifestAsync(repository, tag, cancellationToken);
        }
        catch (OcxException exception) when (exception.Code == RegistryErrors.NotFound)
        {
            return null;
        }
    }
}
