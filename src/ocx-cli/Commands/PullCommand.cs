using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

internal sealed class PullCommand : Verb
{
    private readonly Option<string[]> _groups = GroupChoice.Option("all");
    private readonly Flag _dryRun = new("--dry-run", "Only show what is in the store and what would be fetched");
    private readonly Option<string?> _platform = PlatformChoice.Option();

    public PullCommand()
        : base("pull", "Download the project's locked tools into the store")
    {
        Add(_groups);
        Add(_dryRun);
        Add(_platform);
    }

    public override string Explanation =>
        "Reads ocx.lock only: no tag is looked up, and what the store has already is not requested again. "
        + "Use it to warm a CI cache or a container image; `ocx run` and `dotnet build` download by themselves.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "fetch every tool of the project"),
        new("-g lint", "only those of the group 'lint'"),
        new("--dry-run", "see what a cache holds"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var request = new RestoreRequest(
            invocation.FindProjectFile(),
            Groups: invocation.GroupsOf(_groups) ?? [GroupChoice.All],
            Platform: invocation.PlatformOf(_platform)?.ToString(),
            StoreOnly: true);
        if (invocation.Arguments.GetValue(_dryRun))
        {
            WritePlan(invocation, invocation.Engine.PlanRestore(request));
            return 0;
        }

        var result = await invocation.Engine.RestoreAsync(request, invocation.Cancellation);
        Touch(ProjectFiles.Of(request.ProjectFile).LockPath);
        LockReport.Note(invocation, result);
        PathReport.Write(invocation, result.Tools.Select(tool => ($"{tool.Declared.RepositoryName}@{tool.Digest}", tool.Root)));
        return 0;
    }

    /// <summary>What watches the lock, such as direnv, looks again now that its tools are there. In a checkout that is read-only it does not.</summary>
    private static void Touch(string lockPath)
    {
        try
        {
            File.SetLastWriteTimeUtc(lockPath, DateTime.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void WritePlan(Invocation invocation, IReadOnlyList<RestorePlanItem> plan)
    {
        IReadOnlyList<RestorePlanEntry> entries =
            [.. plan.Select(item => new RestorePlanEntry(item.Package.ToString(), item.Root is null ? "would-fetch" : "cached", item.Root))];
        invocation.Report(entries, json => json.IReadOnlyListRestorePlanEntry, () =>
        {
            var table = new PlainTable("Package", "Status", "Path");
            foreach (var entry in entries)
            {
                table.Add(entry.Package, entry.Status, entry.Path ?? "-");
            }

            return table;
        });
    }
}
