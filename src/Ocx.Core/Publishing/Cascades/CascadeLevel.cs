using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>A rolling tag above a version, such as 3.28 above 3.28.1 (contract: package, 3.4 and 3.5).</summary>
/// <param name="IsBlockedBy">Whether a published version, if it has the platform, is nearer to what the tag should mean.</param>
internal sealed record CascadeLevel(string Tag, Predicate<PackageVersion> IsBlockedBy)
{
    /// <summary>The rolling tags of a version, the most specific first. A prerelease moves at most the tag of its own builds.</summary>
    public static IReadOnlyList<CascadeLevel> Of(PackageVersion version)
    {
        if (version.Prerelease is not null)
        {
            var builds = version with { Build = null };
            return version.Build is null ? [] : [new(builds.ToString(), other => other.Build is not null && other with { Build = null } == builds && other > version)];
        }

        var levels = new List<CascadeLevel>();
        var below = version;
        PackageVersion[] parents = [version with { Build = null }, version with { Build = null, Patch = null }, new(version.Variant, version.Major)];
        foreach (var parent in parents.Where(parent => parent > version))
        {
            var previous = below;
            levels.Add(new(parent.ToString(), other => other > previous && other < parent));
            below = parent;
        }

        levels.Add(new(version.Track, other => other.Variant == version.Variant && other > below));
        return levels;
    }
}
