using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Store;

namespace Ocx.Core.Publishing.Importing;

/// <summary>Lays out the files of a layer as a recipe says: copies of those that it chooses.</summary>
/// <param name="patterns">Learns which patterns describe a file.</param>
internal sealed class StagedLayer(RecipeLayer layer, PatternUse patterns)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<string> _all = [];
    private readonly List<string> _left = [];

    /// <param name="source">What the archive was unpacked to, or the user's directory; it stays as it is.</param>
    /// <param name="target">The directory to pack, which does not exist yet.</param>
    /// <returns>The paths of its programs, from <paramref name="target"/>, with '/'; null: as the copies say.</returns>
    /// <exception cref="OcxException">OCX3001, OCX3002, OCX3013.</exception>
    public IReadOnlySet<string>? Make(UnpackedSource source, string target)
    {
        var root = layer.Root is null ? source.Directory : Path.Combine(source.Directory, layer.Root);
        if (layer.Root is not null && !ExactName.IsDirectory(source.Directory, layer.Root))
        {
            throw Unsuitable($"{layer.Source} has no directory '{layer.Root}'.", "Correct 'root' in the recipe; it is taken after 'strip'.");
        }

        FileFailure.Guard(target, "create", () =>
        {
            Directory.CreateDirectory(target);
            Copy(root, layer.Prefix is null ? target : Path.Combine(target, layer.Prefix), "");
        });
        _all.Sort(StringComparer.Ordinal);
        _left.Sort(StringComparer.Ordinal);
        patterns.Note(layer, _all, _left);
        return _left.Count > 0 ? Programs(source, root) : throw Unsuitable($"Nothing of {layer.Source} is left for the layer.", "Correct 'root' and 'files' in the recipe.");
    }

    /// <param name="path">Of the directory below the root, with '/' at its end unless it is empty.</param>
    private void Copy(string from, string to, string path)
    {
        if (layer.Files is null)
        {
            Directory.CreateDirectory(to);
        }

        foreach (var entry in FileFailure.Guard(from, "list", () => new DirectoryInfo(from).GetFileSystemInfos("*", Everything)))
        {
            var (name, copy) = (path + entry.Name, Path.Combine(to, entry.Name));
            if (entry is DirectoryInfo { LinkTarget: null })
            {
                Copy(entry.FullName, copy, name + "/");
                continue;
            }

            _all.Add(name);
            if (layer.Files is null || layer.Files.Any(pattern => pattern.Matches(name)))
            {
                Directory.CreateDirectory(to);
                CopyFile(entry, copy, name);
                _left.Add(name);
            }
        }
    }

    private void CopyFile(FileSystemInfo entry, string copy, string name)
    {
        if (entry.LinkTarget is { } link)
        {
            _ = entry is DirectoryInfo ? Directory.CreateSymbolicLink(copy, link) : File.CreateSymbolicLink(copy, link);
        }
        else if (!OperatingSystem.IsWindows() && UnixFileStatus.Of(entry.FullName) is { IsRegularFile: false })
        {
            // Reading a pipe would wait for somebody who writes to it.
            throw Unsuitable($"'{name}' in {layer.Source} is neither a file nor a directory nor a symbolic link.", "Take it out, or choose other files with 'files'.");
        }
        else
        {
            FileFailure.Guard(entry.FullName, "copy", () => File.Copy(entry.FullName, copy));
        }
    }

    private HashSet<string>? Programs(UnpackedSource source, string root)
    {
        if (layer.Executable is null && source.Programs is null)
        {
            return null;
        }

        // The root may be behind a link; the archive knows where its programs really are.
        var place = Path.GetRelativePath(CanonicalPath.Of(source.Directory), CanonicalPath.Of(root)).Replace('\\', '/') is var relative and not "." ? relative + "/" : "";
        var programs = _left.Where(path => layer.Executable?.Any(pattern => pattern.Matches(path)) ?? source.Programs!.Contains(place + path));
        return programs.Select(path => layer.Prefix is null ? path : $"{layer.Prefix}/{path}").ToHashSet(StringComparer.Ordinal);
    }

    private OcxException Unsuitable(string message, string nextStep) => new(StoreErrors.SourceUnsuitable, message, layer.Location, nextStep);
}
