namespace Ocx.Core.Projects;

/// <summary>What to restore. Paths are absolute.</summary>
/// <param name="LockFile">Null: <c>ocx.lock</c> beside the project file.</param>
/// <param name="Groups">Empty: the default group. <c>all</c> stands for every group.</param>
/// <param name="Platform">Null: this machine.</param>
/// <param name="StoreOnly">No environment will be made of the tools, so groups may bind one name to different things.</param>
/// <param name="Names">Narrows the selection to these bindings; empty: all of them.</param>
public sealed record RestoreRequest(
    string ProjectFile,
    string? LockFile = null,
    IReadOnlyList<string>? Groups = null,
    string? Platform = null,
    IReadOnlyList<string>? Names = null,
    bool StoreOnly = false);
