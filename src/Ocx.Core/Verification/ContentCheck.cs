using Ocx.Core.Archives.Inventory;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Verification;

/// <summary>Compares the content of a package with what its layers give. A file that is its layer's is as good as that.</summary>
internal sealed class ContentCheck(FileHasher hasher)
{
    public void Check(InspectedPackage package, FindingList found, CancellationToken cancellationToken)
    {
        var root = package.Directory.Root;
        if (!TreeEntry.IsDirectory(package.Directory.Content))
        {
            Report("", "it is missing, or no directory");
            return;
        }

        if (package is not { Manifest: { } manifest, Metadata: { } metadata } || Expected(package.Identifier, root, manifest, metadata) is not { } expected)
        {
            return;
        }

        var actual = TreeScan.Of(package.Directory.Content, Report);
        foreach (var (path, entry) in actual)
        {
            if (!expected.TryGetValue(path, out var wanted))
            {
                Report(path, "it does not belong to the package");
            }
            else if (Problem(wanted, entry, cancellationToken) is { } problem)
            {
                Report(path, problem);
            }
        }

        foreach (var path in expected.Keys.Where(path => !actual.ContainsKey(path)))
        {
            Report(path, "it is missing");
        }

        void Report(string path, string problem) => found.Add(FindingKind.Package, root, path.Length == 0 ? $"content: {problem}" : $"content/{path}: {problem}");
    }

    /// <summary>Null where a layer is missing, or does not fit the package: that is reported as such.</summary>
    private static Dictionary<string, ExpectedEntry>? Expected(Identifier identifier, string root, ImageManifest manifest, Metadata metadata)
    {
        var expected = new Dictionary<string, ExpectedEntry>(StringComparer.Ordinal);
        foreach (var layer in manifest.Layers)
        {
            var path = ObjectPlace.Sibling(root, "layers", layer.Digest);
            if (!TreeEntry.IsDirectory(Path.Combine(path, "content")))
            {
                return null;
            }

            try
            {
                Place(LayerPlacement.Of(identifier, layer, metadata, Path.Combine(path, "content")), LayerEntries(path), expected);
            }
            catch (OcxException)
            {
                return null;
            }
        }

        return expected;
    }

    private static void Place(LayerSource source, IEnumerable<(string Path, ExpectedEntry Entry)> entries, Dictionary<string, ExpectedEntry> expected)
    {
        var target = "";
        foreach (var component in source.Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            target += component;
            expected.TryAdd(target, new(FileKind.Directory, null, null));
            target += '/';
        }

        foreach (var (path, entry) in entries)
        {
            var components = path.Split('/');
            if (components.Length > source.Strip)
            {
                expected[target + string.Join('/', components[source.Strip..])] = entry;
            }
        }
    }

    private static IEnumerable<(string Path, ExpectedEntry Entry)> LayerEntries(string layer)
    {
        var content = Path.Combine(layer, "content");
        var actual = TreeScan.Of(content, (_, _) => { });
        return Inventory(layer, actual.Count) is { } inventory
            ? inventory.Values.Select(entry => (entry.Path, new ExpectedEntry(EntryComparison.KindOf(entry.Kind), Path.Combine(content, entry.Path), entry)))
            : actual.Select(entry => (entry.Key, new ExpectedEntry(entry.Value.Kind, entry.Value.Path, null)));
    }

    /// <summary>A damaged one is a finding of the layer.</summary>
    private static Dictionary<string, InventoryEntry>? Inventory(string layer, int entries)
    {
        try
        {
            return LayerInventory.Read(layer, entries + LayerCheck.Slack);
        }
        catch (Exception exception) when (exception is InvalidDataException or OcxException)
        {
            return null;
        }
    }

    private string? Problem(ExpectedEntry expected, TreeEntry actual, CancellationToken cancellationToken)
    {
        if (expected.Kind != actual.Kind)
        {
            return $"it is {EntryComparison.Name(actual.Kind)} and was {EntryComparison.Name(expected.Kind)}";
        }

        switch (actual.Kind)
        {
            case FileKind.SymbolicLink:
                var target = expected.Inventory?.Target ?? SymbolicLink.Target(expected.LayerPath!);
                return target is null ? null : EntryComparison.LinkProblem(target, actual);
            case FileKind.File:
                return FileProblem(expected, actual, cancellationToken);
            default:
                return null;
        }
    }

    private string? FileProblem(ExpectedEntry expected, TreeEntry actual, CancellationToken cancellationToken)
    {
        var original = TreeEntry.Of(expected.LayerPath!);
        if (original?.Identity == actual.Identity)
        {
            return null;
        }

        try
        {
            if (expected.Inventory is { } inventory)
            {
                return EntryComparison.Problem(inventory, actual)
                    ?? (hasher.Sha256(actual, cancellationToken).AsSpan().SequenceEqual(inventory.Sha256) ? null : EntryComparison.ContentChanged);
            }

            return original is { } file && hasher.Sha256(file, cancellationToken).AsSpan().SequenceEqual(hasher.Sha256(actual, cancellationToken))
                ? null
                : "it is not its layer's";
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            return exception.Message;
        }
    }
}
