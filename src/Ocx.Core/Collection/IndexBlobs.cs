using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>
/// Which manifests the image indexes among the blobs list. The link goes against the direction of need: an index stays as long as one
/// of its manifests does, so that tags can be resolved without a network.
/// </summary>
internal sealed class IndexBlobs(StoreObjects objects)
{
    private const int MaximumSize = 4 * 1024 * 1024;

    private readonly Dictionary<StoreObject, IReadOnlyList<StoreObject>> _listed = [];

    /// <summary>The manifests that a blob lists and that are here; none if it is no index.</summary>
    public IReadOnlyList<StoreObject> ListedBy(StoreObject blob)
    {
        if (!_listed.TryGetValue(blob, out var listed))
        {
            listed = _listed[blob] = Read(blob);
        }

        return listed;
    }

    private IReadOnlyList<StoreObject> Read(StoreObject blob)
    {
        byte[] content = [];
        objects.Read(blob, () =>
        {
            var data = new FileInfo(Path.Combine(blob.Path, "data"));
            content = data.Exists && data.Length is > 0 and <= MaximumSize ? File.ReadAllBytes(data.FullName) : [];
        });
        try
        {
            return content.Length > 0 && DocumentKind.Of(content, blob.Path) == MediaTypes.ImageIndex
                ? [.. ImageIndex.Parse(content, blob.Path).Manifests.Select(entry => Find(blob, entry.Digest)).OfType<StoreObject>()]
                : [];
        }
        catch (OcxException)
        {
            // A config blob, or damaged: it lists nothing.
            return [];
        }
    }

    /// <summary>The blob of a digest in the registry of another blob.</summary>
    private StoreObject? Find(StoreObject blob, Digest digest) =>
        objects.Find(ContentShard.Below(Path.GetFullPath("../../..", blob.Path), digest));
}
