using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>Lists a directory that is to be packed, and refuses what <see cref="LayerExtractor"/> would refuse on the other side.</summary>
internal sealed class SourceDirectory
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));

    private readonly EntryTree _tree;
    private readonly List<SourceEntry> _entries = [];

    private SourceDirectory(NameRules names) => _tree = new EntryTree(ExtractionLimits.DefaultMaximumEntries, names);

    /// <summary>All entries: a directory before what it holds, siblings in the order of their names' UTF-8 bytes.</summary>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.SourceUnsuitable"/>, <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.
    /// </exception>
    public static IReadOnlyList<SourceEntry> List(string directory, NameRules names, CancellationToken cancellationToken)
    {
        var source = new SourceDirectory(names);
        try
        {
            source.Add(new DirectoryInfo(directory), "", cancellationToken);
            var resolver = new LinkResolver();
            foreach (var link in source._tree.Links)
            {
                resolver.Resolve(link);
            }

            return source._entries;
        }
        catch (EntryRefusedException e)
        {
            throw new OcxException(
                StoreErrors.SourceUnsuitable,
                $"{EntryText.Quote(e.Path)} in '{directory}' cannot be packed: {e.Message}.",
                nextStep: e.IsPortability ? "Rename it; or, if the package is for Linux alone, say so: `-p linux/amd64` allows such names." : null,
                innerException: e);
        }
    }

    private void Add(DirectoryInfo directory, string prefix, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var info in Children(directory))
        {
            var path = prefix + info.Name;
            switch (info)
            {
                case { LinkTarget: { } target }:
                    target = OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target;
                    _tree.AddLink(path, target);
                    _entries.Add(new SourceEntry(EntryKind.SymbolicLink, path, info, target));
                    break;
                case DirectoryInfo child:
                    _tree.AddDirectory(path);
                    _entries.Add(new SourceEntry(EntryKind.Directory, path, info));
                    Add(child, path + "/", cancellationToken);
                    break;
                default:
                    AddFile(path, info);
                    break;
            }
        }
    }

    private void AddFile(string path, FileSystemInfo info)
    {
        if (!OperatingSystem.IsWindows() && UnixFileStatus.Of(info.FullName) is { IsRegularFile: false })
        {
            throw new EntryRefusedException(path, "it is neither a file nor a directory nor a symbolic link");
        }

        _tree.AddFile(path);
        _entries.Add(new SourceEntry(EntryKind.File, path, info));
    }

    private static FileSystemInfo[] Children(DirectoryInfo directory)
    {
        try
        {
            var children = directory.GetFileSystemInfos("*", Everything);
            Array.Sort(Array.ConvertAll(children, child => Encoding.UTF8.GetBytes(child.Name)), children, ByBytes);
            return children;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, directory.FullName, "list");
        }
    }
}
