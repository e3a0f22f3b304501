using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class UpdateCommand : Verb
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Tools to look up anew; default: all",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _groups = GroupChoice.Option("all");
    private readonly Flag _check = new("--check", "Change nothing; fail (65) if a tag has moved");
    private readonly PairedFlags _pull = PairedFlags.Pull();
    private readonly Option<string?> _platform = PlatformChoice.Option("Download and report for another platform than this machine's");

    public UpdateCommand()
        : base("update", "Lock what the project's tags mean now")
    {
        Add(_names);
        Add(_groups);
        Add(_check);
        Add(_platform);
        _pull.AddTo(this);
    }

    public override string Explanation =>
        "A tag such as `latest` or `3.28` moves when its publisher makes a new build. This asks the registries what the tags mean now and "
        + "writes that to ocx.lock; tools that are not named keep their digests. Nothing new leaves the file as it is.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "all tools"),
        new("protoc", "one tool"),
        new("--check", "in CI: tell when a tag has moved"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var platform = invocation.PlatformOf(_platform);
        var project = invocation.FindProjectFile();
        var check = invocation.Arguments.GetValue(_check);
        var changes = new LockChanges(project);
        var locked = await invocation.Engine.UpdateAsync(
            project, invocation.GroupsOf(_groups) ?? [], invocation.Arguments.GetValue(_names) ?? [], !check, invocation.Cancellation);
        changes.Tell(invocation, locked, platform);
        await LockReport.FinishAsync(invocation, project, locked, platform, !check && _pull.Of(invocation));
        return 0;
    }
}
