using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>The part of a package's rolling tags that is asked for: all, those of a track, or those around a version.</summary>
/// <param name="Package">Without tag and digest.</param>
/// <param name="Tags">As asked for; null stands for all.</param>
internal sealed record CascadeScope(Identifier Package, IReadOnlyList<string?> Tags)
{
    /// <summary>One for each package, in the order in which they are first named.</summary>
    /// <exception cref="OcxException">OCX1022: a digest, or a tag that is neither a version nor <c>latest</c>.</exception>
    public static IReadOnlyList<CascadeScope> Read(IReadOnlyList<Identifier> packages)
    {
        foreach (var package in packages)
        {
            Check(package);
        }

        return
        [
            .. packages.GroupBy(package => package with { Tag = null, Digest = null })
                .Select(same => new CascadeScope(same.Key, [.. same.Select(package => package.Tag).Distinct()])),
        ];
    }

    public bool Includes(string alias) => Tags.Any(tag => Includes(tag, alias));

    /// <exception cref="OcxException">OCX2002: there are no such tags.</exception>
    public void RequireIn(TagGraph graph)
    {
        if (graph.Leaves.Count == 0)
        {
            throw Missing($"{Package} has no versions.", "Check the name; versions are tags such as 1.2.3 or debug-1.2.3.");
        }

        var unknown = Tags.FirstOrDefault(tag => tag is not null && !graph.Aliases.Contains(tag) && graph.Leaves.All(leaf => leaf.Tag != tag));
        if (unknown is not null)
        {
            throw Missing(
                $"{Package} has no version {unknown}, nor one that it stands for.", $"`ocx --remote index list {Package}` lists its tags.");
        }
    }

    private static bool Includes(string? tag, string alias) => tag switch
    {
        null => true,
        Identifier.DefaultTag => alias == tag || (PackageVersion.TryParse(alias, out var version) && version.Variant is null),
        _ => alias == tag || TagGraph.AliasesAbove(tag).Contains(alias) || TagGraph.AliasesAbove(alias).Contains(tag),
    };

    private static void Check(Identifier package)
    {
        if (package.Digest is not null)
        {
            throw Invalid($"{package} names a digest, and rolling tags are told by versions.", "Leave out the part after '@'.");
        }

        if (package.Tag is { } tag and not Identifier.DefaultTag && !PackageVersion.TryParse(tag, out _))
        {
            throw Invalid(
                $"'{tag}' is not a version, and so nothing is known of what it should mean.",
                $"Leave out the tag for all rolling tags of the package, or name a version: {package.RepositoryName}:1.2, or VARIANT-1.2.");
        }
    }

    private static OcxException Invalid(string message, string nextStep) => new(ProjectErrors.UsageInvalid, message, nextStep: nextStep);

    private static OcxException Missing(string message, string nextStep) => new(RegistryErrors.NotFound, message, nextStep: nextStep);
}
