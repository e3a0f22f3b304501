using System.IO.Enumeration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Installation;

/// <summary>
/// Makes a package's tree from its layers: files are hard links, directories merge, links are made anew. Two layers may not hold the
/// same path unless both hold a directory.
/// </summary>
internal sealed class LayerAssembler(Identifier package, string destination, Action<string>? note)
{
    private const int MaximumEntries = 10_000_000;
    private const int MaximumDepth = 4096;

    private readonly HashSet<string> _directories = new(StringComparer.Ordinal) { destination };
    private readonly List<string> _links = [];
    private int _entries;
    private bool _copies;

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
        FileFailure.Guard(layer.Content, "link", () =>
        {
            var target = destination;
            foreach (var component in layer.Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                target = Path.Combine(target, component);
                MakeDirectory(target);
            }

            PlaceDirectory(layer.Content, target, layer.Strip, depth: 0);
        });
    }

    private void PlaceDirectory(string source, string target, int strip, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new OcxException(StoreErrors.ArchiveEntryUnsupported, $"{package} has more than {MaximumDepth} nested directories.");
        }

        foreach (var (name, isDirectory, isLink) in Entries(source))
        {
            if (++_entries > MaximumEntries)
            {
                throw new OcxException(StoreErrors.ArchiveEntryUnsupported, $"{package} has more than {MaximumEntries} entries.");
            }

            var from = Path.Combine(source, name);
            if (strip > 0)
            {
                if (isDirectory && !isLink)
                {
                    PlaceDirectory(from, target, strip - 1, depth + 1);
                }

                continue;
            }

            var to = Path.Combine(target, name);
            if (isLink)
            {
                PlaceLink(from, to);
            }
            else if (isDirectory)
            {
                MakeDirectory(to);
                PlaceDirectory(from, to, 0, depth + 1);
            }
            else
            {
                PlaceFile(from, to);
            }
        }
    }

    private static FileSystemEnumerable<(string Name, bool IsDirectory, bool IsLink)> Entries(string directory) => new(
        directory,
        (ref FileSystemEntry entry) =>
            (entry.FileName.ToString(), entry.IsDirectory, (entry.Attributes & FileAttributes.ReparsePoint) != 0),
        new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = false, IgnoreInaccessible = false });

    private void MakeDirectory(string path)
    {
        if (_directories.Add(path))
        {
            RefuseOverlap(path);
            Directory.CreateDirectory(path);
        }
    }

    private void PlaceLink(string from, string to)
    {
        RefuseOverlap(to);
        Links.CreateSymbolic(to, new FileInfo(from).LinkTarget!, toDirectory: Directory.Exists(from));
        _links.Add(to);
    }

    private void PlaceFile(string from, string to)
    {
        if (!_copies)
        {
            var result = Links.CreateHard(to, from);
            if (result.Outcome == LinkOutcome.Created)
            {
                return;
            }

            if (!result.CopyInstead)
            {
                throw result.Outcome == LinkOutcome.AlreadyExists ? Overlap(to) : FileFailure.From(result.Failure!, to, "link");
            }

            note?.Invoke($"Files of {package} are copied, because hard links are not possible there: {result.Reason}");
            _copies = result.Outcome != LinkOutcome.TooManyLinks;
        }

        RefuseOverlap(to);
        File.Copy(from, to, overwrite: false);
    }

    private void RefuseOverlap(string path)
    {
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            throw Overlap(path);
        }
    }

    private OcxException Overlap(string path) => new(
        StoreErrors.LayersOverlap,
        $"Two layers of {package} hold '{Path.GetRelativePath(destination, path)}'.",
        nextStep: StoreErrors.LayersOverlap.Remedy);
}
