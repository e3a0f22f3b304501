namespace Ocx.Core.Archives;

internal enum EntryKind
{
    Directory,
    File,
    SymbolicLink,
    HardLink,
}
