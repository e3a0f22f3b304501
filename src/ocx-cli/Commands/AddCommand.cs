using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Core.Diagnostics;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

internal sealed class AddCommand : Verb
{
    private readonly Argument<string[]> _tools = new("[NAME=]IDENTIFIER")
    {
        Description = "What to add; NAME is what the project calls it, by default the last part of the repository",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _group = new("--group", "-g") { Description = "Add to this group; default: default", HelpName = "NAME" };
    private readonly PairedFlags _pull = PairedFlags.Pull();
    private readonly Option<string?> _platform = PlatformChoice.Option("Download and report for another platform than this machine's");

    public AddCommand()
        : base("add", "Add tools to the project and pin them")
    {
        Add(_tools);
        Add(_group);
        Add(_platform);
        _pull.AddTo(this);
    }

    public override string Explanation =>
        "Looks each tag up once, writes the tools to ocx.toml and their digests for all platforms to ocx.lock, and downloads them. "
        + "All are added or none. Other tools keep the digests they have.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/protoc:31.1", "add a tool as 'protoc'"),
        new("pb=ghcr.io/acme/protoc:31.1", "add it as 'pb'"),
        new("-g lint ghcr.io/acme/clang-format:19", "add it to the group 'lint'"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var additions = (invocation.Arguments.GetValue(_tools) ?? []).Select(text => Parse(invocation, text)).ToList();
        var platform = invocation.PlatformOf(_platform);
        var project = ProjectFile(invocation);
        var locked = await invocation.Engine.AddAsync(project, invocation.Arguments.GetValue(_group), additions, invocation.Cancellation);
        await LockReport.FinishAsync(invocation, project, locked, platform, _pull.Of(invocation));
        return 0;
    }

    private static string ProjectFile(Invocation invocation)
    {
        var engine = invocation.Engine;
        if (invocation.Settings.Global && !File.Exists(invocation.GlobalProjectFile))
        {
            Directory.CreateDirectory(engine.Home);
            engine.InitProject(engine.Home);
        }

        return invocation.FindProjectFile();
    }

    private static ToolAddition Parse(Invocation invocation, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return new(null, invocation.Engine.ParseIdentifier(text));
        }

        var name = text[..equals];
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? new(name, invocation.Engine.ParseIdentifier(text[(equals + 1)..]))
            : throw new OcxException(ProjectErrors.NameInvalid, $"'{name}' is not a name for a tool.", nextStep: ProjectErrors.NameInvalid.Cause);
    }
}
