namespace Ocx.Core.Files;

/// <summary>A name in a directory and what it is, links not followed.</summary>
internal readonly record struct DirectoryEntry(string Name, FileKind Kind);
