using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>Everything outside of the store's objects that needs one of them.</summary>
/// <param name="Unreadable">Files that say what is needed, and cannot be read; if there are any, nothing may go.</param>
internal sealed record CollectionRoots(IReadOnlyList<Root> All, IReadOnlyList<string> Unreadable)
{
    /// <param name="leases">
    /// Read before the objects: a process that has let go of something since has made its links first, and those are read here.
    /// </param>
    /// <param name="projects">Null: they keep nothing.</param>
    /// <param name="prune">Remove the ledger's entries of projects that are gone.</param>
    public static CollectionRoots Read(StoreObjects objects, IReadOnlyList<LiveLease> leases, ProjectRoots? projects, bool prune)
    {
        var roots = new List<Root>();
        foreach (var lease in leases)
        {
            var process = lease.Holder?.ToString() ?? "another process";
            roots.AddRange(lease.Objects.Select(objects.Find).OfType<StoreObject>().Select(held => new Root(held, new(KeptReason.Process, process))));
        }

        foreach (var package in objects.Packages)
        {
            roots.AddRange(objects.LinksTo(package).Select(link => new Root(package, new(KeptReason.Link, link))));
        }

        roots.AddRange(projects?.Read(prune) ?? []);
        return new(roots, projects?.Unreadable ?? []);
    }
}
