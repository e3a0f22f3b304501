using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>A tool to add to a project.</summary>
/// <param name="Binding">Null: the last segment of the repository.</param>
public sealed record ToolAddition(string? Binding, Identifier Identifier);
