namespace Ocx.Core.Files;

/// <summary>What a name in a directory is, links not followed.</summary>
internal enum FileKind
{
    File,
    Directory,
    SymbolicLink,

    /// <summary>A device, a pipe, a socket.</summary>
    Other,
}
