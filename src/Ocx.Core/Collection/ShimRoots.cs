using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>
/// The blobs that deferred tools of other implementations need (contract: package, 4.13): directories below <c>shims/</c> with references as
/// packages have them. Deferred tools themselves are not ours to judge, so all of them count.
/// </summary>
internal static class ShimRoots
{
    private static readonly EnumerationOptions Below = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
    };

    /// <param name="directory">Absolute path of <c>shims/</c>, which need not exist.</param>
    /// <exception cref="IOException">Something cannot be read, so nobody knows what is needed.</exception>
    public static IReadOnlyList<Root> Read(string directory, StoreObjects objects) => !Path.Exists(directory)
        ? []
        :
        [
            .. from references in Directory.EnumerateDirectories(directory, "refs", Below)
               let shim = Path.GetDirectoryName(references)!
               from target in References.ReadForward(new PackageDirectory(shim), ReferenceKind.Blobs)
               let blob = objects.Find(target)
               where blob is not null
               select new Root(blob, new(KeptReason.Package, shim)),
        ];
}
