using Ocx.Core.Archives;
using Ocx.Core.Archives.Inventory;
using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>Compares a layer's files with the inventory that was made when they were unpacked.</summary>
internal sealed class LayerCheck(FileHasher hasher)
{
    /// <summary>So many names may be missing from the disk before the inventory is that of something else.</summary>
    public const int Slack = 1_000_000;

    public FindingList Check(string layer, CancellationToken cancellationToken)
    {
        var found = new FindingList();
        found.Try(FindingKind.Layer, layer, "digest", () => ObjectDigest.Read(layer));
        var content = Path.Combine(layer, "content");
        if (!TreeEntry.IsDirectory(content))
        {
            found.Add(FindingKind.Layer, layer, "content: it is missing, or no directory");
            return found;
        }

        var actual = TreeScan.Of(content, (path, reason) => Report(path, reason));
        Dictionary<string, InventoryEntry>? expected = null;
        if (found.Try(FindingKind.Layer, layer, LayerInventory.FileName, () => expected = LayerInventory.Read(layer, actual.Count + Slack)))
        {
            if (expected is null)
            {
                found.Add(
                    FindingKind.Layer,
                    layer,
                    $"{LayerInventory.FileName}: there is none, because another program installed this layer",
                    FindingStatus.Unverifiable);
            }
            else
            {
                Compare(expected, actual, Report, cancellationToken);
            }
        }

        return found;

        void Report(string path, string problem) => found.Add(FindingKind.Layer, layer, path.Length == 0 ? $"content: {problem}" : $"content/{path}: {problem}");
    }

    private void Compare(
        Dictionary<string, InventoryEntry> expected, Dictionary<string, TreeEntry> actual, Action<string, string> report, CancellationToken cancellationToken)
    {
        var files = new List<(InventoryEntry Expected, TreeEntry Actual)>();
        foreach (var (path, entry) in actual)
        {
            if (!expected.TryGetValue(path, out var wanted))
            {
                report(path, "it does not belong to the layer");
            }
            else if (EntryComparison.Problem(wanted, entry) is { } problem)
            {
                report(path, problem);
            }
            else if (wanted.Kind == EntryKind.File)
            {
                files.Add((wanted, entry));
            }
        }

        foreach (var path in expected.Keys.Where(path => !actual.ContainsKey(path)))
        {
            report(path, "it is missing");
        }

        // Files with several names are read once.
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(files.GroupBy(file => file.Actual.Identity), options, names => CompareContent([.. names], report, cancellationToken));
    }

    private void CompareContent(
        IReadOnlyList<(InventoryEntry Expected, TreeEntry Actual)> names, Action<string, string> report, CancellationToken cancellationToken)
    {
        try
        {
            var hash = hasher.Sha256(names[0].Actual, cancellationToken);
            foreach (var (expected, _) in names.Where(name => !hash.AsSpan().SequenceEqual(name.Expected.Sha256)))
            {
                report(expected.Path, EntryComparison.ContentChanged);
            }
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            report(names[0].Expected.Path, exception.Message);
        }
    }
}
