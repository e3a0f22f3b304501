using Ocx.Core.Publishing.Pushing;

namespace Ocx.Cli.Options;

/// <summary>The layers of a package, as they are typed.</summary>
internal static class LayerList
{
    /// <exception cref="Core.Diagnostics.OcxException">OCX1022, OCX3007.</exception>
    public static IReadOnlyList<LayerSpec> LayersOf(this Invocation invocation, IEnumerable<string> words) =>
        [.. words.Select(LayerSpec.Parse).Select(layer => layer.Path is { } path ? layer with { Path = invocation.AbsolutePath(path) } : layer)];
}
