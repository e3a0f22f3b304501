using Ocx.Core.Collection;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Looks at one object or link after the other.</summary>
internal sealed class ObjectChecks(OcxStore store)
{
    private readonly FileHasher _hasher = new();

    /// <summary>Content that was compared with its digest.</summary>
    public long Bytes => _hasher.Bytes;

    /// <summary>What is not right with an object; nothing if it is gone.</summary>
    public IReadOnlyList<Finding> Check(ObjectKind kind, string path, CancellationToken cancellationToken) =>
        Twice(path, () => kind switch
        {
            ObjectKind.Package => new PackageCheck(store, _hasher).Check(path, cancellationToken),
            ObjectKind.Layer => new LayerCheck(_hasher).Check(path, cancellationToken),
            _ => new BlobCheck(_hasher).Check(path),
        });

    /// <summary>As <see cref="Check"/>, for an install link.</summary>
    public IReadOnlyList<Finding> CheckLink(string link) => Twice(link, () => LinkCheck.Check(store, link));

    /// <summary>What seems damaged is looked at again: another process may just have replaced it.</summary>
    private static IReadOnlyList<Finding> Twice(string path, Func<FindingList> check)
    {
        var found = check().All;
        return found.Count == 0 ? found : TreeEntry.Of(path) is null ? [] : check().All;
    }
}
