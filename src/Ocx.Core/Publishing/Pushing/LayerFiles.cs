using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>The archives among the layers of a package, looked at before anything is made of them.</summary>
internal static class LayerFiles
{
    private const int Parallelism = 4;

    /// <param name="platform">That the package is for.</param>
    /// <param name="strip">What the metadata says.</param>
    /// <returns>In the order of the layers; null for one that is referred to by its digest.</returns>
    /// <exception cref="OcxException">OCX3001 to OCX3006, OCX3011.</exception>
    public static async Task<IReadOnlyList<LayerFile?>> ReadAsync(
        IReadOnlyList<LayerSpec> layers, Platform platform, byte strip, CancellationToken cancellationToken)
    {
        var names = platform.Os == "linux" ? NameRules.Linux : NameRules.Portable;
        var files = new LayerFile?[layers.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, layers.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (i, token) => files[i] = layers[i].Path is { } path ? await LayerFile.ReadAsync(path, layers[i].MediaType, names, token) : null);
        RequireDifferent(layers, files, strip);
        if (layers.Count > 1 || strip > 0 || layers.Any(layer => layer.Strip > 0))
        {
            var tree = new LayerTree(strip, names);
            foreach (var (layer, file) in layers.Zip(files))
            {
                if (file is not null)
                {
                    tree.Add(layer, file);
                }
            }

            tree.CheckLinks(isComplete: files.All(file => file?.Names is not null));
        }

        return files;
    }

    /// <summary>A layer may come twice, as long as it goes to different places.</summary>
    private static void RequireDifferent(IReadOnlyList<LayerSpec> layers, IReadOnlyList<LayerFile?> files, byte strip)
    {
        var places = layers.Zip(files).GroupBy(layer => (
            Digest: layer.Second?.Descriptor.Digest ?? layer.First.Digest!.Value, Strip: layer.First.Strip ?? strip, layer.First.Prefix));
        if (places.FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            var names = twice.Select(layer => layer.First.Path ?? layer.First.Digest!.Value.ToString()).Distinct().ToList();
            throw new OcxException(
                StoreErrors.LayersOverlap,
                names.Count == 1 ? $"The layer {names[0]} is given twice." : $"These are one and the same layer: {string.Join(", ", names)}.",
                nextStep: "Leave it out once, or put one below a directory of its own: LAYER:prefix=DIRECTORY.");
        }
    }
}
