namespace Ocx.Core.Projects;

/// <param name="Tools">In the order in which their environments apply.</param>
/// <param name="Downloaded">How many of them were not in the store before.</param>
/// <param name="BytesDownloaded">Compressed bytes received.</param>
public sealed record RestoreResult(IReadOnlyList<RestoredTool> Tools, int Downloaded, long BytesDownloaded);
