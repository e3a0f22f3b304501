using Ocx.Core.Oci;

namespace Ocx.Core.Installation;

/// <summary>A package in the store and the name it was asked for by; the store's path knows the digest but not the repository.</summary>
/// <param name="Path">Absolute.</param>
public sealed record PackageRoot(Identifier Identifier, string Path);
