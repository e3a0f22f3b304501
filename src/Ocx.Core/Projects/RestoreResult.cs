using Ocx.Core.Environments;

namespace Ocx.Core.Projects;

/// <param name="Tools">In the order in which their environments apply.</param>
/// <param name="Entries">What the project itself adds to the environment: <c>[env]</c>, then the selected groups'. Applied after the tools'.</param>
/// <param name="Downloaded">How many packages were not in the store before.</param>
/// <param name="BytesDownloaded">Compressed bytes received.</param>
public sealed record RestoreResult(
    IReadOnlyList<RestoredTool> Tools,
    IReadOnlyList<EnvironmentEntry> Entries,
    int Downloaded,
    long BytesDownloaded);
