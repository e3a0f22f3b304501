using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Whether an install link leads to a package, and that knows of it.</summary>
internal static class LinkCheck
{
    public static FindingList Check(OcxStore store, string link)
    {
        var found = new FindingList();
        found.Try(FindingKind.Link, link, "the link", () =>
        {
            // Commands change links beside this: what holds is what a link says before and after.
            string? problem;
            string? target;
            do
            {
                target = InstallLinks.PackageOf(link);
                problem = target is null ? null : Problem(store, link, target);
            }
            while (problem is not null && InstallLinks.PackageOf(link) != target);

            if (problem is not null)
            {
                found.Add(FindingKind.Link, link, problem);
            }
        });
        return found;
    }

    private static string? Problem(OcxStore store, string link, string target)
    {
        if (!Directory.Exists(target))
        {
            return $"it leads to '{target}', which is not there";
        }

        // What leads elsewhere is somebody's own.
        var packages = Path.Combine(store.Home, "packages");
        var isPackage = ObjectPlace.Same(Path.GetFullPath("../../../..", target), packages);
        return isPackage && !References.ReadBackward(new PackageDirectory(target)).Any(back => ObjectPlace.SameName(back, link))
            ? $"the package it leads to, '{target}', does not refer back to it, and may be collected"
            : null;
    }
}
