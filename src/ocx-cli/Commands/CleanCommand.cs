using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Collection;

namespace Ocx.Cli.Commands;

internal sealed class CleanCommand : Verb
{
    private readonly Flag _dryRun = new("--dry-run", "Delete nothing; show what would go, what only projects keep, and the room it would make");
    private readonly Flag _force = new("--force", "Delete what only projects keep too; links and running programs still keep theirs");
    private readonly Flag _why = new("--why", "Delete nothing; show for everything that stays what keeps it");

    public CleanCommand()
        : base("clean", "Delete from the store what nothing needs")
    {
        Add(_dryRun);
        Add(_force);
        Add(_why);
    }

    public override string Explanation =>
        "Packages stay while a link of `ocx install`, the ocx.lock of a project on this machine, another package or a running program "
        + "needs them. Everything else goes, with what interrupted programs left behind. It may run beside builds and installs.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "make room"),
        new("--dry-run", "see what would go, and how large it is"),
        new("--why", "see what keeps each package"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var request = new CollectionRequest(
            invocation.Arguments.GetValue(_dryRun), invocation.Arguments.GetValue(_force), invocation.Arguments.GetValue(_why));
        var result = await invocation.Engine.CleanAsync(request, invocation.Cancellation);
        IReadOnlyList<CleanEntry> entries = [.. result.Entries.Select(entry => CleanEntry.Of(entry, request))];
        invocation.Report(entries, json => json.IReadOnlyListCleanEntry, () => request.Why ? Reasons(result.Entries) : request.DryRun ? Preview(result.Entries) : Deleted(entries));

        var exit = 0;
        foreach (var failure in result.Failures)
        {
            var code = invocation.Fail(Name, failure);
            exit = exit == 0 ? code : exit;
        }

        return exit;
    }

    private static string NameOf(CollectedEntry entry) => entry.Identifier is { } identifier ? CleanEntry.Short(identifier) : "";

    private static PlainTable Deleted(IReadOnlyList<CleanEntry> entries)
    {
        var table = new PlainTable("Type", "Path");
        foreach (var entry in entries)
        {
            table.Add(entry.Kind, entry.Path);
        }

        return table;
    }

    private static PlainTable Preview(IReadOnlyList<CollectedEntry> entries)
    {
        // The column of holders is there when there is one.
        var held = entries.Any(entry => entry.IsKept);
        var table = held ? new PlainTable("Type", "Held By", "Size", "Path", "Package") : new PlainTable("Type", "Size", "Path", "Package");
        foreach (var entry in entries)
        {
            AddRow(CleanEntry.KindOf(entry), string.Join(", ", entry.HeldBy), entry.IsKept ? "" : ByteSize.Format(entry.Bytes ?? 0), entry.Path, NameOf(entry));
        }

        var going = entries.Where(entry => !entry.IsKept).ToList();
        AddRow("total", "", ByteSize.Format(going.Sum(entry => entry.Bytes ?? 0)), $"{going.Count} to delete", "");
        return table;

        void AddRow(string type, string holders, string size, string path, string package) =>
            table.Add(held ? [type, holders, size, path, package] : [type, size, path, package]);
    }

    /// <summary>A row for each reason.</summary>
    private static PlainTable Reasons(IReadOnlyList<CollectedEntry> entries)
    {
        var names = entries.Where(entry => entry.Identifier is not null).ToDictionary(entry => entry.Path, NameOf, StringComparer.Ordinal);
        var table = new PlainTable("Type", "Path", "Package", "Kept By");
        foreach (var entry in entries)
        {
            foreach (var reason in entry.IsKept ? entry.KeptBy.Select(kept => CleanEntry.Text(kept, names)) : ["nothing"])
            {
                table.Add(CleanEntry.KindOf(entry), entry.Path, NameOf(entry), reason);
            }
        }

        return table;
    }
}
