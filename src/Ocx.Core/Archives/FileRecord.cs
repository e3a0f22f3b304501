namespace Ocx.Core.Archives;

/// <summary>What was written to a file: its hard links have the same.</summary>
/// <param name="Sha256">Null where nobody asked for it.</param>
internal sealed record FileRecord(UnixFileMode Mode, long Size, byte[]? Sha256);
