namespace Ocx.Core.Archives.Tar;

/// <param name="Path">As the archive spells it.</param>
/// <param name="Target">Of links only: text for a symbolic link, another entry's path for a hard link.</param>
/// <param name="Size">Bytes of content; 0 unless it is a file.</param>
/// <param name="Mode">Permission bits, unfiltered.</param>
internal sealed record TarEntry(EntryKind Kind, string Path, string? Target, long Size, int Mode);
