using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Looks at all there is of a package.</summary>
internal sealed class PackageCheck(OcxStore store, FileHasher hasher)
{
    private readonly ContentCheck _content = new(hasher);
    private readonly LauncherCheck _launchers = new(store);

    public FindingList Check(string root, CancellationToken cancellationToken)
    {
        var found = new FindingList();
        var package = InspectedPackage.Read(root, found);
        DocumentCheck.Check(package, found);
        ReferenceCheck.Check(package, found);
        _content.Check(package, found, cancellationToken);
        if (package.IsComplete && !found.HasDamage)
        {
            found.Try(FindingKind.Package, root, "entrypoints", () => _launchers.Check(package, found));
        }

        CheckBackReferences(package.Directory, found);
        return found;
    }

    /// <summary>A command that is interrupted while it changes a link leaves at most one too many.</summary>
    private static void CheckBackReferences(PackageDirectory package, FindingList found) =>
        found.Try(FindingKind.Package, package.Root, "refs/symlinks", () =>
        {
            foreach (var (path, link) in References.ReadLinks(package, ReferenceKind.Symlinks))
            {
                if (!Path.IsPathFullyQualified(link) || InstallLinks.PackageOf(link) is not { } target || !ObjectPlace.Same(target, package.Root))
                {
                    found.Add(FindingKind.Link, path, $"the link '{link}' that it refers to does not lead to this package", FindingStatus.Leftover);
                }
            }
        });
}
