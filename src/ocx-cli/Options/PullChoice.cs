using System.CommandLine;

namespace Ocx.Cli.Options;

/// <summary>The pair <c>--pull</c> and <c>--no-pull</c>; the last one counts.</summary>
internal sealed class PullChoice
{
    private readonly Flag _pull = new("--pull", "Download the tools afterwards; default");
    private readonly Flag _noPull = new("--no-pull", "Change the files only");

    public void AddTo(Command command)
    {
        command.Add(_pull);
        command.Add(_noPull);
    }

    public bool Of(Invocation invocation) => invocation.Arguments.LastOf(_pull, _noPull) != _noPull;
}
