using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>A <c>[package."registry/repository"]</c> table: what the project sets for one package, whatever its version.</summary>
/// <param name="Key">As the file has it.</param>
/// <param name="Package">Matched by registry and repository only.</param>
/// <param name="Location">Of the key.</param>
public sealed record PackageSettings(
    string Key, Identifier Package, bool? NoPatches, LazyMode? LazyMode, LazyReport? LazyReport, SourceLocation Location);
