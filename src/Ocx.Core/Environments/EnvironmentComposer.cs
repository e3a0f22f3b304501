using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Environments;

/// <summary>Composes the environment of packages and their dependencies (contract: package, 7.2).</summary>
public sealed class EnvironmentComposer(OcxStore store)
{
    private readonly PackageReader _reader = new(store);

    /// <param name="selfView">What the packages themselves see, instead of what their users do.</param>
    /// <param name="overrides">Applied after everything else.</param>
    /// <exception cref="OcxException">OCX3010, OCX4003 to OCX4007.</exception>
    public ComposedEnvironment Compose(IReadOnlyList<PackageRoot> roots, bool selfView, IReadOnlyList<EnvironmentEntry> overrides) =>
        Compose([.. roots.DistinctBy(root => root.Path).Select(PackageReader.Read)], selfView, Path.Exists, overrides);

    /// <param name="exists">Whether a path that a package promises is there; a package that is being installed is not in its place yet.</param>
    internal ComposedEnvironment Compose(
        IReadOnlyList<PackageView> views, bool selfView, Func<string, bool> exists, IReadOnlyList<EnvironmentEntry> overrides)
    {
        var surface = new List<(PackageView Package, bool IsRoot)>();
        foreach (var root in views)
        {
            foreach (var entry in root.Closure.Entries.Where(entry => entry.Visibility.HasFlag(selfView ? Visibility.Private : Visibility.Interface)))
            {
                var known = surface.Any(member => IsSame(member.Package, entry.Identifier)) || views.Any(view => IsSame(view, entry.Identifier));
                if (!known)
                {
                    surface.Add((_reader.Read(entry.Identifier), false));
                }
            }

            surface.Add((root, true));
        }

        RefuseTwoVersions(surface.Select(member => member.Package));
        if (views.Count > 1)
        {
            EntrypointCollision.Refuse(surface.Select(member => member.Package));
        }

        var entries = new List<EnvironmentEntry>();
        foreach (var (package, isRoot) in surface)
        {
            AddVariables(entries, package, isRoot && selfView ? Visibility.Private : Visibility.Interface, exists);
            if (package.Metadata.Entrypoints.Count > 0 && !(isRoot && selfView))
            {
                entries.Add(new(ComposedEnvironment.SearchPathVariable, package.Directory.Entrypoints, VariableType.Path));
            }
        }

        var warnings = ConflictingConstants(entries);
        return new([.. entries, .. overrides], warnings);
    }

    /// <summary>Every variable is resolved, so that a broken one is found; only the visible ones are kept and checked.</summary>
    private void AddVariables(List<EnvironmentEntry> entries, PackageView package, Visibility audience, Func<string, bool> exists)
    {
        var resolver = new TemplateResolver(package, store);
        foreach (var variable in package.Metadata.Environment)
        {
            var value = resolver.Resolve(variable);
            if (!variable.Visibility.HasFlag(audience))
            {
                continue;
            }

            if (variable is { Type: VariableType.Path, Required: true } && !exists(value))
            {
                throw new OcxException(
                    ExecutionErrors.RequiredPathMissing,
                    $"{package.Identifier} promises '{value}' for {variable.Key}, but it does not exist.",
                    new SourceLocation(package.Directory.MetadataFile),
                    ExecutionErrors.RequiredPathMissing.Remedy);
            }

            entries.Add(new(variable.Key, value, variable.Type, variable.Separator));
        }
    }

    private static bool IsSame(PackageView view, Identifier identifier) =>
        view.Identifier.Digest == identifier.Digest && view.Identifier.RepositoryName == identifier.RepositoryName;

    private static void RefuseTwoVersions(IEnumerable<PackageView> surface)
    {
        if (surface.GroupBy(package => package.Identifier.RepositoryName).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new OcxException(
                ExecutionErrors.VersionConflict,
                $"{twice.Key} is needed in two versions: {string.Join(" and ", twice.Select(package => package.Identifier.Digest))}.",
                nextStep: ExecutionErrors.VersionConflict.Remedy);
        }
    }

    private static List<string> ConflictingConstants(IEnumerable<EnvironmentEntry> entries) =>
    [
        .. entries.Where(entry => entry.Type == VariableType.Constant)
            .GroupBy(entry => entry.Key, EnvironmentFold.NameComparer)
            .Where(same => same.Select(entry => entry.Value).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(same => $"{same.Key} is set by several packages; the last one wins: '{same.Last().Value}'."),
    ];
}
