using Ocx.Core.Oci;

namespace Ocx.Core.Installation;

/// <summary>Where the bytes of a layer are had from.</summary>
/// <param name="Package">Of a repository that has the layer; of the registry below which the layer is kept in any case.</param>
/// <param name="File">Absolute path of the archive itself; null: the registry has it.</param>
internal sealed record LayerOrigin(Identifier Package, string? File = null);
