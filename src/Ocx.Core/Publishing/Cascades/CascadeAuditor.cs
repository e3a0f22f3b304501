using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>
/// Checks the rolling tags of packages, and puts them right. What cannot be read is an error, never a finding: a version that is overlooked would turn
/// a rolling tag back.
/// </summary>
public sealed class CascadeAuditor(IRegistryProvider registries)
{
    private const int ParallelReads = 64;

    /// <param name="packages">Without tag: all their rolling tags. With a version, or <c>latest</c>: those around it. Several of one package add up.</param>
    /// <returns>One for each package.</returns>
    /// <exception cref="OcxException">OCX1022, OCX2002, OCX2008, and what the registries end with.</exception>
    public async Task<IReadOnlyList<CascadeReport>> CheckAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        var reports = new List<CascadeReport>();
        foreach (var scope in CascadeScope.Read(packages))
        {
            reports.Add((await AuditAsync(registries.OpenForWriting(scope.Package.Registry), scope, cancellationToken)).Report());
        }

        return reports;
    }

    /// <inheritdoc cref="CheckAsync"/>
    /// <param name="dryRun">Only tell what would be written.</param>
    public async Task<IReadOnlyList<CascadeRepair>> RepairAsync(
        IReadOnlyList<Identifier> packages, bool dryRun, CancellationToken cancellationToken)
    {
        var repairs = new List<CascadeRepair>();
        foreach (var scope in CascadeScope.Read(packages))
        {
            var registry = registries.OpenForWriting(scope.Package.Registry);
            var audit = await AuditAsync(registry, scope, cancellationToken);
            var planned = audit.Repairs();
            IReadOnlyList<RepairOutcome> outcomes =
                dryRun ? [] : await new CascadeRepairer(registry, scope.Package.Repository).ApplyAsync(planned, cancellationToken);
            repairs.Add(new(audit.Report(), [.. planned.Select(repair => repair.Tag)], outcomes));
        }

        return repairs;
    }

    private static async Task<CascadeAudit> AuditAsync(IRegistry registry, CascadeScope scope, CancellationToken cancellationToken)
    {
        var tags = (await registry.ListTagsAsync(scope.Package.Repository, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var graph = TagGraph.Of(tags);
        scope.RequireIn(graph);
        var aliases = graph.Aliases.Where(scope.Includes).ToList();
        var leaves = graph.Leaves.Where(leaf => leaf.Aliases.Any(scope.Includes)).Select(leaf => leaf.Tag).ToHashSet(StringComparer.Ordinal);
        var contents = new ConcurrentDictionary<string, TagContent>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            aliases.Concat(leaves),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (tag, token) =>
            {
                var document = tags.Contains(tag) ? await registry.FindManifestAsync(scope.Package.Repository, tag, token) : null;
                var source = (scope.Package with { Tag = tag }).ToString();
                contents[tag] = document is not null || !leaves.Contains(tag) ? new(tag, document, source) : throw new OcxException(
                    RegistryErrors.NotFound,
                    $"{source} is among the tags of the package, and there is nothing behind it.",
                    nextStep: "If it was deleted just now, run again. Otherwise publish the version again, or delete its tag.");
            });
        return new(scope.Package, graph, aliases, contents);
    }
}
