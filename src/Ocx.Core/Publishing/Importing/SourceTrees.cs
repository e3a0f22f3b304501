using Ocx.Core.Archives.Upstream;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Importing;

/// <summary>The archives of a recipe as directories; each is unpacked once, however many layers are made of it.</summary>
/// <param name="directory">Where archives are unpacked; absolute.</param>
internal sealed class SourceTrees(RecipeSources sources, string directory)
{
    private readonly Dictionary<(string Archive, int Strip), string> _trees = [];

    /// <returns>Absolute path, to be read only: it may be the user's own.</returns>
    /// <exception cref="Diagnostics.OcxException">What fetching and unpacking end with.</exception>
    public async Task<string> GetAsync(RecipeLayer layer, CancellationToken cancellationToken)
    {
        var source = await sources.GetAsync(layer, cancellationToken);
        if (Directory.Exists(source))
        {
            return layer.Strip == 0 ? source : throw new OcxException(
                StoreErrors.SourceUnsuitable, $"{source} is a directory, from which nothing is stripped.", layer.Location, "Leave out 'strip', or use 'root'.");
        }

        if (!_trees.TryGetValue((source, layer.Strip), out var tree))
        {
            tree = Path.Combine(directory, Path.GetRandomFileName());
            FileFailure.Guard(tree, "create", () => Directory.CreateDirectory(tree));
            await UpstreamArchive.ExtractAsync(source, tree, layer.Strip, cancellationToken);
            _trees[(source, layer.Strip)] = tree;
        }

        return tree;
    }
}
