using System.CommandLine;
using System.CommandLine.Parsing;
using Ocx.Core.Store;

namespace Ocx.Cli.Options;

/// <summary><c>--candidate</c> and <c>--current</c>: a package's stable path instead of its place in the store.</summary>
internal sealed class LinkChoice
{
    private readonly Flag _candidate = new("--candidate", "By the stable path of the tag, which `ocx install` makes; downloads nothing");
    private readonly Flag _current = new("--current", "By the stable path of the selected version, which `ocx select` makes; downloads nothing");

    public void AddTo(Command command)
    {
        command.Add(_candidate);
        command.Add(_current);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_candidate) is not null && result.GetResult(_current) is not null)
            {
                result.AddError("--candidate and --current contradict each other.");
            }
        });
    }

    public bool IsTyped(CommandResult result) => result.GetResult(_candidate) is not null || result.GetResult(_current) is not null;

    /// <returns>Null: neither, so the place in the store is meant.</returns>
    public InstallLinkKind? Of(Invocation invocation) =>
        invocation.Arguments.GetValue(_candidate) ? InstallLinkKind.Candidate
        : invocation.Arguments.GetValue(_current) ? InstallLinkKind.Current
        : null;
}
