using System.CommandLine;
using System.CommandLine.Invocation;
using Ocx.Core.Diagnostics;

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
