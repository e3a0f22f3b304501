using Microsoft.Win32.SafeHandles;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Archives;

/// <summary>A directory on a file system that has no hard links.</summary>
internal sealed class UnlinkableDirectory(DirectoryHandle directory) : DirectoryHandle(directory.Path)
{
    public override DirectoryHandle OpenDirectory(string name) => new UnlinkableDirectory(directory.OpenDirectory(name));

    public override SafeFileHandle OpenFile(string name) => directory.OpenFile(name);

    public override DirectoryHandle? TryCreateDirectory(string name, UnixFileMode mode) =>
        directory.TryCreateDirectory(name, mode) is { } child ? new UnlinkableDirectory(child) : null;

    public override SafeFileHandle? TryCreateFile(string name, UnixFileMode mode) => directory.TryCreateFile(name, mode);

    public override bool TryCreateSymbolicLink(string name, string target, bool toDirectory) => directory.TryCreateSymbolicLink(name, target, toDirectory);

    public override HardLinkResult CreateHardLink(string name, DirectoryHandle existingDirectory, string existingName) =>
        new(LinkOutcome.NotSupported, new IOException("Operation not supported"));

    public override IEnumerable<DirectoryEntry> List() => directory.List();

    public override FileKind? KindOf(string name) => directory.KindOf(name);

    public override string? ReadLink(string name) => directory.ReadLink(name);

    public override void DeleteFile(string name) => directory.DeleteFile(name);

    public override void DeleteDirectory(string name) => directory.DeleteDirectory(name);

    public override void Dispose() => directory.Dispose();
}
