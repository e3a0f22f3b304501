using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Installation;

/// <summary>
/// Makes a package's tree from its layers: files are hard links, directories merge, links are made anew. Two layers may not hold the
/// same path unless both hold a directory.
/// </summary>
/// <param name="link">Makes a file a hard link of the one with the same name in another directory; tests put what a file system may say in its place.</param>
internal sealed class LayerAssembler(Identifier package, string destination, Action<string>? note, LayerAssembler.FileLink? link = null)
{
    /// <summary>How a file gets a further name, in <paramref name="to"/>.</summary>
    internal delegate HardLinkResult FileLink(DirectoryHandle to, DirectoryHandle from, string name);

    private const int MaximumEntries = 10_000_000;
    private const int MaximumDepth = 4096;

    private readonly HashSet<string> _directories = new(StringComparer.Ordinal) { destination };
    private readonly List<string> _links = [];
    private readonly FileLink _link = link ?? (static (to, from, name) => to.CreateHardLink(name, from, name));
    private int _entries;
    private bool _crossesDevices;
    private bool _noted;

    public void Assemble(IReadOnlyList<LayerSource> layers)
    {
        FileFailure.Guard(destination, "create", () => Directory.CreateDirectory(destination));
        foreach (var layer in layers)
        {
            Place(layer);
        }

        // A layer that enters as it is was checked when it was extracted; anything else can give a link a new meaning.
        if (layers.Count > 1 || layers.Any(layer => layer.Strip > 0 || layer.Prefix.Length > 0))
        {
            foreach (var link in _links.Where(link => !LinkContainment.StaysInside(destination, link)))
            {
                throw new OcxException(
                    StoreErrors.ArchiveEscapes,
                    $"In {package} the link '{Path.GetRelativePath(destination, link)}' leads out of the package.",
                    nextStep: StoreErrors.ArchiveEscapes.Remedy);
            }
        }
    }

    private void Place(LayerSource layer)
    {
        var target = destination;
        foreach (var component in layer.Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var parent = DirectoryHandle.Open(target);
            target = MakeDirectory(parent, component);
        }

        // Two directories are open at any time, however deep the tree.
        var pending = new Stack<PendingDirectory>([new(layer.Content, target, layer.Strip, Depth: 0)]);
        while (pending.TryPop(out var next))
        {
            if (next.Depth > MaximumDepth)
            {
                throw new OcxException(StoreErrors.ArchiveEntryUnsupported, $"{package} has more than {MaximumDepth} nested directories.");
            }

            using var from = DirectoryHandle.Open(next.From);
            using var to = DirectoryHandle.Open(next.To);
            PlaceEntries(from, to, next, pending);
        }
    }

    private void PlaceEntries(DirectoryHandle from, DirectoryHandle to, PendingDirectory directory, Stack<PendingDirectory> pending)
    {
        foreach (var (name, kind) in from.List())
        {
            if (++_entries > MaximumEntries)
            {
                throw new OcxException(StoreErrors.ArchiveEntryUnsupported, $"{package} has more than {MaximumEntries} entries.");
            }

            if (kind == FileKind.Directory)
            {
                var target = directory.Strip > 0 ? directory.To : MakeDirectory(to, name);
                pending.Push(new(Path.Join(directory.From, name), target, Math.Max(directory.Strip - 1, 0), directory.Depth + 1));
            }
            else if (directory.Strip == 0 && kind == FileKind.File)
            {
                PlaceFile(from, to, name);
            }
            else if (directory.Strip == 0 && kind == FileKind.SymbolicLink)
            {
                PlaceLink(from, to, name);
            }
        }
    }

    /// <returns>Its path.</returns>
    private string MakeDirectory(DirectoryHandle parent, string name)
    {
        var path = Path.Join(parent.Path, name);
        if (_directories.Add(path))
        {
            (parent.TryCreateDirectory(name, DirectoryHandle.StoreMode) ?? throw Overlap(path)).Dispose();
        }

        return path;
    }

    private void PlaceLink(DirectoryHandle from, DirectoryHandle to, string name)
    {
        var path = Path.Join(to.Path, name);
        if (!to.TryCreateSymbolicLink(name, from.ReadLink(name)!, toDirectory: Directory.Exists(Path.Join(from.Path, name))))
        {
            throw Overlap(path);
        }

        _links.Add(path);
    }

    private void PlaceFile(DirectoryHandle from, DirectoryHandle to, string name)
    {
        var result = _crossesDevices ? new(LinkOutcome.CrossesDevices) : _link(to, from, name);
        if (result.Outcome == LinkOutcome.Created)
        {
            return;
        }

        var path = Path.Join(to.Path, name);
        if (!result.CopyInstead)
        {
            throw result.Outcome == LinkOutcome.AlreadyExists ? Overlap(path) : FileFailure.From(result.Failure!, path, "link");
        }

        if (to.KindOf(name) is not null)
        {
            throw Overlap(path);
        }

        // Keeps the mode, and on file systems that can (btrfs, XFS, APFS) shares the content: .NET asks for a clone before it copies bytes.
        FileFailure.Guard(path, "copy", () =>
        {
            File.Copy(Path.Join(from.Path, name), path, overwrite: false);
            DirectoryFlush.FlushFile(path);
        });
        Note(result);
    }

    /// <summary>A file with too many names is one file's matter; two devices are all files'.</summary>
    private void Note(HardLinkResult result)
    {
        _crossesDevices |= result.Outcome != LinkOutcome.TooManyLinks;
        if (!_noted)
        {
            _noted = true;
            note?.Invoke($"Files of {package} are copied, because hard links are not possible there: {result.Reason}");
        }
    }

    private OcxException Overlap(string path) => new(
        StoreErrors.LayersOverlap,
        $"Two layers of {package} hold '{Path.GetRelativePath(destination, path)}'.",
        nextStep: StoreErrors.LayersOverlap.Remedy);

    /// <param name="Strip">How many levels of directories are still to be left out.</param>
    private readonly record struct PendingDirectory(string From, string To, int Strip, int Depth);
}
