using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>What a restore would do with one tool.</summary>
/// <param name="Package">Repository and digest.</param>
/// <param name="Root">Where it is; null when it would be fetched.</param>
public sealed record RestorePlanItem(Identifier Package, string? Root);
