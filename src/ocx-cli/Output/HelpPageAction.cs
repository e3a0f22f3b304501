using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ocx.Cli.Output;

/// <summary><c>--help</c>, and the program without arguments.</summary>
/// <param name="asked">Someone typed <c>--help</c>: show it whatever else is wrong.</param>
internal sealed class HelpPageAction(bool asked) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => asked;

    public override int Invoke(ParseResult parseResult)
    {
        HelpPage.Write(parseResult.InvocationConfiguration.Output, parseResult.CommandResult.Command);
        return 0;
    }
}
