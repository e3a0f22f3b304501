using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry.Referrers;

/// <summary>Bounds what anybody who may write to a repository can attach to a manifest in it.</summary>
internal static class ReferrersList
{
    /// <summary>Of one page, in bytes.</summary>
    public const int MaximumSize = 4 * 1024 * 1024;

    private const int MaximumEntries = 256;

    /// <summary>The entries of a type, each once. That a registry says it has filtered is not relied on.</summary>
    /// <param name="artifactType">Null for all.</param>
    /// <exception cref="OcxException">OCX2005: too many.</exception>
    public static IReadOnlyList<Descriptor> Of(IEnumerable<Descriptor> entries, string? artifactType, string registry, string subject)
    {
        var wanted = entries.Where(entry => artifactType is null || entry.ArtifactType == artifactType).DistinctBy(entry => entry.Digest).ToList();
        return wanted.Count <= MaximumEntries
            ? wanted
            : throw RegistryFailure.Unexpected(registry, subject, $"listed {wanted.Count} referrers, more than the {MaximumEntries} that are looked at,");
    }
}
