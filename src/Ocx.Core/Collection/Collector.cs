using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>
/// Deletes what nothing needs (contract: package, chapter 5), beside running processes: while it looks and takes away, none of them can
/// begin to rely on anything; the deleting itself holds nobody up. Whoever is killed in between leaves a good store.
/// </summary>
public sealed class Collector(OcxStore store, IEngineObserver? observer)
{
    private readonly FailureLog _failures = new();

    /// <exception cref="OcxException">OCX3008: another collection does not come to an end. OCX3001, OCX3002: the store cannot be written to.</exception>
    public async Task<CollectionResult> CleanAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(store.Home))
        {
            return CollectionResult.Nothing;
        }

        if (request.ChangesNothing)
        {
            return new(new CollectionPreview(store, Look(request.Force, prune: false), _failures).Entries(request), _failures.All);
        }

        using var trash = new Trash(store.TemporaryDirectory, _failures);
        using (await EnterAsync(cancellationToken))
        {
            store.Leases.DeleteDead();
            var survey = Look(request.Force, prune: true);
            Take(trash, survey, survey.Doomed);
        }

        return new([.. Empty(trash), .. new Leftovers(store, _failures).Delete().Select(path => new CollectedEntry(CollectedKind.Temp, path))], _failures.All);
    }

    /// <summary>
    /// Deletes packages that have just lost a link, and what only they needed. Whatever a link, a project or another process needs stays;
    /// what this engine's own lease holds does not count.
    /// </summary>
    /// <param name="packages">Absolute paths of their roots.</param>
    /// <exception cref="OcxException">As <see cref="CleanAsync"/>.</exception>
    public async Task<CollectionResult> PurgeAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        using var trash = new Trash(store.TemporaryDirectory, _failures);
        using (await EnterAsync(cancellationToken))
        {
            var survey = Look(force: false, prune: false, except: store.Lease.Path);
            var affected = survey.Reachability.From(packages.Select(survey.Objects.Find).OfType<StoreObject>());
            Take(trash, survey, survey.Doomed.Where(affected.Contains));
        }

        return new(Empty(trash), _failures.All);
    }

    private static void Take(Trash trash, StoreSurvey survey, IEnumerable<StoreObject> doomed)
    {
        var stuck = new HashSet<StoreObject>();
        foreach (var next in doomed)
        {
            // What does not go keeps what it needs, or it would be a package that does not work.
            if (!stuck.Contains(next) && !trash.Take(next))
            {
                stuck.UnionWith(survey.Reachability.From([next]));
            }
        }
    }

    private static IReadOnlyList<CollectedEntry> Empty(Trash trash) =>
        [.. trash.Empty().OrderBy(gone => gone.Path, StringComparer.Ordinal).Select(gone => new CollectedEntry(CollectedKind.Object, gone.Path))];

    private Task<FileLock> EnterAsync(CancellationToken cancellationToken) =>
        store.Leases.EnterAloneAsync("cleaning the store", holder => observer?.Waiting(holder), cancellationToken);

    private StoreSurvey Look(bool force, bool prune, string? except = null)
    {
        // Before anything else: see CollectionRoots.
        IReadOnlyList<LiveLease> leases = [];
        var known = _failures.Try(store.Leases.Directory, "read", () => leases = store.Leases.ReadLive(except));
        var objects = new StoreObjects(store.Home, _failures);
        var projects = force ? null : new ProjectRoots(store, objects, _failures, observer);
        var roots = CollectionRoots.Read(objects, leases, projects, prune);
        var shims = Path.Combine(store.Home, "shims");
        IReadOnlyList<Root> deferred = [];
        List<string> unreadable = [.. roots.Unreadable];
        if (!known)
        {
            unreadable.Add(store.Leases.Directory);
        }

        if (!_failures.Try(shims, "read", () => deferred = ShimRoots.Read(shims, objects)))
        {
            unreadable.Add(shims);
        }

        var survey = new StoreSurvey(objects, new([.. roots.All, .. deferred], unreadable));
        foreach (var path in objects.UnknownNeeds)
        {
            observer?.Warn($"Nothing but temporary files is deleted, because what is needed by '{path}' cannot be read. Make it readable, or delete it.");
        }

        return survey;
    }
}
