using Ocx.Core.Archives.Upstream;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Importing;

/// <summary>The archives of a recipe as directories; each is unpacked once, however many layers are made of it.</summary>
/// <param name="directory">Where archives are unpacked; absolute.</param>
internal sealed class SourceTrees(RecipeSources sources, string directory)
{
    private readonly Dictionary<(string Archive, int Strip), UnpackedSource> _trees = [];

    /// <exception cref="OcxException">What fetching and unpacking end with.</exception>
    public async Task<UnpackedSource> GetAsync(RecipeLayer layer, CancellationToken cancellationToken)
    {
        var source = await sources.GetAsync(layer, cancellationToken);
        if (Directory.Exists(source))
        {
            return layer.Strip == 0 ? new(source) : throw new OcxException(
                StoreErrors.SourceUnsuitable, $"{source} is a directory, from which nothing is stripped.", layer.Location, "Leave out 'strip', or use 'root'.");
        }

        if (!_trees.TryGetValue((source, layer.Strip), out var tree))
        {
            var place = Path.Combine(directory, Path.GetRandomFileName());
            FileFailure.Guard(place, "create", () => Directory.CreateDirectory(place));
            tree = new(place, await UpstreamArchive.ExtractAsync(source, place, layer.Strip, cancellationToken));
            _trees[(source, layer.Strip)] = tree;
        }

        return tree;
    }
}
