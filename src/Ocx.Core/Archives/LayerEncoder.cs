using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>Compresses what is written to it. Without <see cref="CompleteAsync"/> the output stays a part that no decoder takes for a whole.</summary>
internal abstract class LayerEncoder : WriteOnlyStream
{
    /// <summary>Writes what is left and the end. To be called once, after the last write.</summary>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken);
}
