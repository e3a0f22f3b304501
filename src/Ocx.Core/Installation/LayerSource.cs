namespace Ocx.Core.Installation;

/// <summary>A layer as it enters a package.</summary>
/// <param name="Content">Absolute path of the layer's files.</param>
/// <param name="Strip">Leading path components to remove; what has no more than these vanishes.</param>
/// <param name="Prefix">Directory of the package below which it is put, with '/'; empty for the root.</param>
public sealed record LayerSource(string Content, int Strip, string Prefix);
