using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Oci;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

/// <summary>The end of every command that writes the lock: download what it names, then show it.</summary>
internal static class LockReport
{
    /// <param name="platform">Null: this machine's.</param>
    /// <param name="pull">Whether to download.</param>
    public static async Task FinishAsync(Invocation invocation, string projectFile, IReadOnlyList<LockRow> tools, Platform? platform, bool pull)
    {
        if (pull && tools.Count > 0)
        {
            var request = new RestoreRequest(projectFile, Groups: [GroupChoice.All], Platform: platform?.ToString(), StoreOnly: true);
            Note(invocation, await invocation.Engine.RestoreAsync(request, invocation.Cancellation));
        }

        Write(invocation, tools, platform);
    }

    public static void Write(Invocation invocation, IReadOnlyList<LockRow> tools, Platform? platform)
    {
        IReadOnlyList<LockEntry> entries =
        [
            .. tools.Select(tool => new LockEntry(tool.Binding, tool.Group, tool.DigestFor(platform ?? HostPlatform.Current)?.ToString() ?? "", Texts(tool.Platforms))),
        ];
        invocation.Report(entries, json => json.IReadOnlyListLockEntry, () =>
        {
            var table = new PlainTable("Binding", "Group", "Digest");
            foreach (var entry in entries)
            {
                table.Add(entry.Binding, entry.Group, entry.Digest);
            }

            return table;
        });
    }

    public static void Note(Invocation invocation, RestoreResult result)
    {
        var downloaded = result.Downloaded == 0
            ? "nothing to download"
            : $"{result.Downloaded} downloaded, {ByteSize.Format(result.BytesDownloaded)}";
        invocation.Messages.Note($"{result.Tools.Count} {(result.Tools.Count == 1 ? "tool" : "tools")} ready, {downloaded}.");
    }

    private static SortedDictionary<string, string> Texts(IReadOnlyList<LockedPlatform> platforms) =>
        new(platforms.ToDictionary(platform => platform.Key, platform => platform.Digest.ToString()), StringComparer.Ordinal);
}
