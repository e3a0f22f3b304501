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
        if (layers.Count > 1 || strip > 0 || layers.Any(layer => layer.Strip > 0))
        {
            var overlap = new LayerOverlap(strip, names);
            foreach (var (layer, file) in layers.Zip(files))
            {
                if (file is not null)
                {
                    overlap.Add(layer, file);
                }
            }
        }

        return files;
    }
}
