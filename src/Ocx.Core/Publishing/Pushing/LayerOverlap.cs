using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>Finds what everybody who installs the package would stumble over: a path that two layers make, unless it is a directory of both.</summary>
/// <param name="strip">Of layers that do not say it themselves.</param>
/// <param name="names">Of the systems that the package is for.</param>
internal sealed class LayerOverlap(byte strip, NameRules names)
{
    private readonly Dictionary<string, (bool IsDirectory, string Layer)> _paths = new(names.Equality);

    /// <exception cref="OcxException">OCX3006.</exception>
    public void Add(LayerSpec spec, LayerFile layer)
    {
        var prefix = spec.Prefix?.Split('/') ?? [];
        for (var i = 1; i <= prefix.Length; i++)
        {
            Add(string.Join('/', prefix[..i]), isDirectory: true, layer.Path);
        }

        foreach (var entry in layer.Names ?? [])
        {
            var components = entry.Path.Split('/');
            if (components.Length > (spec.Strip ?? strip))
            {
                Add(string.Join('/', prefix.Concat(components.Skip(spec.Strip ?? strip))), entry.Kind == EntryKind.Directory, layer.Path);
            }
        }
    }

    private void Add(string path, bool isDirectory, string layer)
    {
        if (!_paths.TryAdd(path, (isDirectory, layer)) && _paths[path] is var existing && !(isDirectory && existing.IsDirectory))
        {
            throw new OcxException(
                StoreErrors.LayersOverlap,
                existing.Layer == layer
                    ? $"Without its first components, {layer} holds '{path}' twice."
                    : $"Two layers hold '{path}': {existing.Layer} and {layer}.",
                nextStep: "Leave it out of one of them, or put one below a directory of its own: LAYER:prefix=DIRECTORY.");
        }
    }
}
