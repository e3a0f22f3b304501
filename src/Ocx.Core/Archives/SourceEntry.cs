namespace Ocx.Core.Archives;

/// <summary>Something below a directory that is to be packed.</summary>
/// <param name="Path">From the directory, with '/' between components.</param>
/// <param name="Target">Of symbolic links only.</param>
internal sealed record SourceEntry(EntryKind Kind, string Path, FileSystemInfo Info, string? Target = null);
