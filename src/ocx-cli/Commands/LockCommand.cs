using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

internal sealed class LockCommand : Verb
{
    private readonly Flag _check = new("--check", "Change nothing; fail if ocx.lock is missing (78) or stale (65)");
    private readonly PairedFlags _pull = PairedFlags.Pull();
    private readonly Option<string?> _platform = PlatformChoice.Option("Download and report for another platform than this machine's");

    public LockCommand()
        : base("lock", "Pin the project's tools in ocx.lock")
    {
        Add(_check);
        Add(_platform);
        _pull.AddTo(this);
    }

    public override string Explanation =>
        "Writes the digest of every tool on every platform that its publisher ships, so that every machine gets the same bytes. "
        + "A lock that matches ocx.toml is left untouched, without a request. After ocx.toml was edited, every tool is resolved anew through the local "
        + "index; `ocx add` keeps the other tools as they are, and `ocx update` asks the registries. Commit both files.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "bring ocx.lock up to date, then download"),
        new("--check", "in CI: fail when someone forgot to"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var platform = invocation.PlatformOf(_platform);
        var project = invocation.FindProjectFile();
        if (invocation.Arguments.GetValue(_check))
        {
            LockReport.Write(invocation, invocation.Engine.CheckLock(project), platform);
        }
        else
        {
            var lockPath = ProjectFiles.Of(project).LockPath;
            var before = File.GetLastWriteTimeUtc(lockPath);
            var changes = new LockChanges(project);
            var locked = await invocation.Engine.LockAsync(project, invocation.Cancellation);
            if (File.GetLastWriteTimeUtc(lockPath) != before)
            {
                MergeAdvice.Give(invocation.Messages, project);
            }

            changes.Tell(invocation, locked, platform);
            await LockReport.FinishAsync(invocation, project, locked, platform, _pull.Of(invocation));
        }

        return 0;
    }
}
