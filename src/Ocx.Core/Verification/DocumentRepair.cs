using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Fetches damaged documents again: those of a package by its name, indexes by what the store's tags mean.</summary>
internal sealed class DocumentRepair(RepairContext context, PackageInstaller installer)
{
    /// <exception cref="OcxException">It cannot be fetched.</exception>
    public async Task RepairAsync(string blob, CancellationToken cancellationToken)
    {
        // A damaged document counts as absent, so nothing is lost; but a directory in its place would stay.
        var data = BlobCheck.DataOf(blob);
        if (TreeEntry.IsDirectory(data))
        {
            DirectoryRemoval.Delete(data);
        }

        var users = context.UsersOf(blob).ToList();
        foreach (var user in users.Select(context.OriginOf).OfType<Identifier>())
        {
            if (BlobCheck.IsSound(blob))
            {
                return;
            }

            await installer.RestoreDocumentsAsync(user, cancellationToken);
            if (!BlobCheck.IsSound(blob) && IndexOf(user, blob) is { } index)
            {
                await installer.RestoreIndexAsync(user, index, cancellationToken);
            }
        }

        if (!BlobCheck.IsSound(blob))
        {
            Forget(blob, users);
        }
    }

    /// <summary>Whether the document is absent, and nothing refers to it.</summary>
    public static bool IsForgotten(string blob, IEnumerable<string> users) =>
        TreeEntry.Of(BlobCheck.DataOf(blob)) is null
        && !users.Any(user => References.ReadForward(new PackageDirectory(user), ReferenceKind.Blobs).Contains(blob, StringComparer.Ordinal));

    /// <summary>The digest that a tag of the package's repository has, and the document's path fits.</summary>
    private Digest? IndexOf(Identifier package, string blob)
    {
        var tags = new TagStore(context.Store.TagsDirectory);
        return tags.KnownTags(package)
            .Select(tag => tags.Find(package with { Tag = tag }))
            .FirstOrDefault(digest => digest is { } known && ObjectPlace.Fits(blob, known));
    }

    /// <summary>An index that no tag names any more, or a document that no package has, is of no use; it is looked up again when it is.</summary>
    private static void Forget(string blob, IEnumerable<string> users)
    {
        foreach (var user in users)
        {
            foreach (var (link, _) in References.ReadLinks(new PackageDirectory(user), ReferenceKind.Blobs)
                .Where(reference => Path.GetDirectoryName(reference.Target) == blob)
                .ToList())
            {
                SymbolicLink.Delete(link);
            }
        }

        if (!SymbolicLink.Delete(BlobCheck.DataOf(blob)))
        {
            FileFailure.Guard(blob, "delete", () => File.Delete(BlobCheck.DataOf(blob)));
        }
    }
}
