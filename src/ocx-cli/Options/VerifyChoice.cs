using System.CommandLine;

namespace Ocx.Cli.Options;

/// <summary>The pair <c>--verify</c> and <c>--no-verify</c>; the last one counts.</summary>
internal sealed class VerifyChoice
{
    private readonly Flag _verify = new("--verify", "Ask the registry first; default");
    private readonly Flag _noVerify = new("--no-verify", "Store without asking the registry");

    public void AddTo(Command command)
    {
        command.Add(_verify);
        command.Add(_noVerify);
    }

    public bool Of(Invocation invocation) => invocation.Arguments.LastOf(_verify, _noVerify) != _noVerify;
}
