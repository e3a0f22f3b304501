namespace Ocx.Core.Projects;

/// <summary>A declared tool and what the lock holds for it.</summary>
public sealed record SelectedTool(ToolDeclaration Declaration, LockedTool Locked);
