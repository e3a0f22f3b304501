using System.Collections.Concurrent;
using Ocx.Core.Collection;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>
/// Compares what the store holds with the digests it was installed by, beside running processes, and fetches again what is damaged. Every
/// file may be anything: what cannot be read is a finding. Objects in the making, and such that nothing refers to yet, are no damage.
/// </summary>
public sealed class StoreVerifier(OcxStore store, Lazy<PackageInstaller> installer, IEngineObserver? observer)
{
    private readonly ObjectChecks _checks = new(store);

    /// <param name="packages">Absolute paths of packages, to look at these and what they need; null: the whole store.</param>
    /// <exception cref="OcxException">OCX3008: garbage collection does not come to an end.</exception>
    public async Task<VerificationResult> VerifyAsync(IReadOnlyList<string>? packages, bool repair, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(store.Home))
        {
            return VerificationResult.Nothing;
        }

        var failures = new FailureLog();
        var objects = new StoreObjects(store.Home, failures);
        var scope = packages is null ? objects.All.ToList() : [.. Needed(objects, packages)];

        // From here on they stay; what has gone before is no loss.
        await store.Lease.HoldAsync(scope.Select(found => found.Path), cancellationToken);
        scope.RemoveAll(found => !Directory.Exists(found.Path));
        var links = Links(failures);
        var roots = scope.Where(found => found.Kind == ObjectKind.Package).Select(found => found.Path).ToHashSet(StringComparer.Ordinal);
        roots.UnionWith(packages ?? []);
        var inScope = packages is null ? links : [.. links.Where(link => InstallLinks.PackageOf(link) is { } target && roots.Contains(target))];

        var findings = await Task.Run(() => Look(scope, inScope, cancellationToken), cancellationToken);
        if (findings.Count > 0)
        {
            var context = new RepairContext(store, objects, links);
            findings = [.. findings.Select(context.Identify)];
            if (repair)
            {
                findings = await new StoreRepair(context, _checks, installer.Value, observer).RunAsync(findings, cancellationToken);
            }
        }

        return new(findings, Count(ObjectKind.Package), Count(ObjectKind.Layer), Count(ObjectKind.Blob), _checks.Bytes, failures.All);

        int Count(ObjectKind kind) => scope.Count(found => found.Kind == kind);
    }

    private static HashSet<StoreObject> Needed(StoreObjects objects, IReadOnlyList<string> packages) =>
        new Reachability(objects, new IndexBlobs(objects)).From(packages.Select(objects.Find).OfType<StoreObject>());

    private IReadOnlyList<string> Links(FailureLog failures)
    {
        try
        {
            return store.Links.All();
        }
        catch (OcxException failure)
        {
            failures.Add(failure);
            return [];
        }
    }

    private IReadOnlyList<Finding> Look(IReadOnlyList<StoreObject> objects, IReadOnlyList<string> links, CancellationToken cancellationToken)
    {
        var found = new ConcurrentQueue<Finding>();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(objects, options, item => Collect(_checks.Check(item.Kind, item.Path, cancellationToken)));
        Parallel.ForEach(links, options, link => Collect(_checks.CheckLink(link)));
        return
        [
            .. found.Distinct()
                .OrderBy(finding => finding.Kind)
                .ThenBy(finding => finding.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Problem, StringComparer.Ordinal),
        ];

        void Collect(IReadOnlyList<Finding> findings)
        {
            foreach (var finding in findings)
            {
                found.Enqueue(finding);
            }
        }
    }
}
