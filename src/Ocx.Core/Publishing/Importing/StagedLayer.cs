using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Importing;

/// <summary>Lays out the files of a layer as a recipe says: copies of those that it chooses.</summary>
internal sealed class StagedLayer(RecipeLayer layer)
{
    private const UnixFileMode Programs = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    private bool _isEmpty = true;

    /// <param name="source">The directory that the archive was unpacked to, or the user's; it stays as it is.</param>
    /// <param name="target">The directory to pack, which does not exist yet.</param>
    /// <exception cref="OcxException">OCX3001, OCX3002, OCX3013.</exception>
    public void Make(string source, string target)
    {
        var root = layer.Root is null ? source : Path.Combine(source, layer.Root);
        if (!Directory.Exists(root))
        {
            throw Unsuitable($"{layer.Source} has no directory '{layer.Root}'.", "Correct 'root' in the recipe; it is taken after 'strip'.");
        }

        FileFailure.Guard(target, "create", () =>
        {
            Directory.CreateDirectory(target);
            Copy(root, layer.Prefix is null ? target : Path.Combine(target, layer.Prefix), "");
        });
        if (_isEmpty)
        {
            throw Unsuitable($"Nothing of {layer.Source} is left for the layer.", "Correct 'root' and 'files' in the recipe.");
        }
    }

    /// <param name="path">Of the directory below the root, with '/' at its end unless it is empty.</param>
    private void Copy(string from, string to, string path)
    {
        if (layer.Files is null)
        {
            Directory.CreateDirectory(to);
        }

        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos("*", Everything))
        {
            var (name, copy) = (path + entry.Name, Path.Combine(to, entry.Name));
            if (entry is DirectoryInfo { LinkTarget: null })
            {
                Copy(entry.FullName, copy, name + "/");
            }
            else if (layer.Files is null || PathPattern.Matches(layer.Files, name))
            {
                Directory.CreateDirectory(to);
                CopyFile(entry, copy, name);
                _isEmpty = false;
            }
        }
    }

    private void CopyFile(FileSystemInfo entry, string copy, string name)
    {
        if (entry.LinkTarget is { } link)
        {
            _ = entry is DirectoryInfo ? Directory.CreateSymbolicLink(copy, link) : File.CreateSymbolicLink(copy, link);
            return;
        }

        File.Copy(entry.FullName, copy);
        if (layer.Executable is { } executable && !OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(copy) | UnixFileMode.UserRead;
            File.SetUnixFileMode(copy, PathPattern.Matches(executable, name) ? mode | Programs : mode & ~Programs);
        }
    }

    private OcxException Unsuitable(string message, string nextStep) => new(StoreErrors.SourceUnsuitable, message, layer.Location, nextStep);
}
