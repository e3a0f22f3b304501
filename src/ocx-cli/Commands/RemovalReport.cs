using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Installation;

namespace Ocx.Cli.Commands;

/// <summary>What became of the links of packages: <c>[{package, status, path}]</c>. The table of the older spellings has the path too.</summary>
internal static class RemovalReport
{
    public static void Write(Invocation invocation, IEnumerable<string> typed, IEnumerable<Uninstallation> packages)
    {
        List<RemovalEntry> entries = [.. typed.Zip(packages, Entry)];
        invocation.Report(entries, json => json.IReadOnlyListRemovalEntry, () =>
        {
            var hasPath = !invocation.Arguments.CommandPath().StartsWith("package ", StringComparison.Ordinal);
            var table = hasPath ? new PlainTable("Package", "Status", "Path") : new PlainTable("Package", "Status");
            foreach (var entry in entries)
            {
                string[] cells = [entry.Package, entry.Status, entry.Path ?? "-"];
                table.Add(hasPath ? cells : cells[..2]);
            }

            return table;
        });
    }

    private static RemovalEntry Entry(string typed, Uninstallation package) =>
        new(typed, package.Purged ? "purged" : package.Links is [] ? "absent" : "removed", package.Links is [var first, ..] ? first.Link : null);
}
