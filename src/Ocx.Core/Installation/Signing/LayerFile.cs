namespace Ocx.Core.Installation.Signing;

/// <summary>A regular file of a layer: one inode.</summary>
/// <param name="Names">Absolute paths, sorted; more than one where the layer holds hard links.</param>
internal sealed record LayerFile(IReadOnlyList<string> Names, UnixFileMode Mode);
