using Ocx.Core.Diagnostics;
using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ocx.Cli.Output;

/// <summary><c>ocx --version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.Current);
        return 0;
    }
}
