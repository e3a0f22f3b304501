using Ocx.Core.Diagnostics;
namespace Ocx.Cli.Commands;

internal sealed class VersionCommand() : Verb("version", "Show the version")
{
    public override string Explanation => "Only the number, for scripts; `ocx about` tells more. Reads no configuration.";

    public override IReadOnlyList<Example> Examples => [new("", "print the version")];

    public override Task<int> RunAsync(Invocation invocation)
    {
        invocation.ReportText(new(ProductVersion.Current), json => json.VersionReport, ProductVersion.Current);
        return Task.FromResult(0);
    }
}
