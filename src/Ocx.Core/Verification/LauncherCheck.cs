using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Compares the launchers of a package with those that would be written now.</summary>
internal sealed class LauncherCheck(OcxStore store)
{
    private const int MaximumSize = 16 * 1024 * 1024;

    /// <param name="package">All of whose documents are there.</param>
    public void Check(InspectedPackage package, FindingList found)
    {
        var root = package.Directory.Root;
        // Those of another implementation are different, and so are those with another path to the same store. What they name of a damaged
        // package cannot be told.
        if (package.Source is null || !IsMadeHere(package) || !package.Closure!.Entries.All(entry => IsReadable(package, entry)))
        {
            return;
        }

        IReadOnlyList<(string File, string Script)> launchers;
        try
        {
            var view = new PackageView(package.Source, package.Directory, package.Metadata!, package.Closure!);
            launchers = new LauncherWriter(store).Compose(view, package.Directory);
        }
        catch (OcxException)
        {
            // Something that they name is missing, and reported where that is.
            return;
        }

        foreach (var (file, script) in launchers)
        {
            found.Try(FindingKind.Package, root, $"entrypoints/{file}", () => Compare(Path.Combine(package.Directory.Entrypoints, file), script));
        }

        if (TreeEntry.Of(package.Directory.Entrypoints) is not null)
        {
            var known = launchers.Select(launcher => launcher.File).ToHashSet(StringComparer.Ordinal);
            var actual = TreeScan.Of(package.Directory.Entrypoints, (path, reason) => Report(path, reason));
            foreach (var path in actual.Keys.Where(path => !known.Contains(path)))
            {
                Report(path, "it does not belong to the package");
            }
        }

        void Report(string path, string problem) => found.Add(FindingKind.Package, root, $"entrypoints/{path}: {problem}");
    }

    private static bool IsReadable(InspectedPackage package, ClosureEntry entry) =>
        InspectedPackage.Read(DocumentCheck.PathOf(package, entry.Identifier), new FindingList()).IsComplete;

    private bool IsMadeHere(InspectedPackage package) =>
        References.ReadLinks(package.Directory, ReferenceKind.Layers).All(link => link.Target.StartsWith(store.Home + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static void Compare(string path, string script)
    {
        if (!ObjectFile.Read(path, MaximumSize).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(script)))
        {
            throw new InvalidDataException("it is not what the package's entry point gives");
        }

        if (!OperatingSystem.IsWindows() && !TreeEntry.Of(path)!.Value.Mode.HasFlag(UnixFileMode.UserExecute))
        {
            throw new InvalidDataException("it is not executable");
        }
    }
}
