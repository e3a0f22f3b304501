using Ocx.Cli.Reports;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Cli.Commands;

internal sealed class AboutCommand : Verb
{
    private const string LibcPrefix = "libc.";

    public AboutCommand()
        : base("about", "Show the version, the store and what this machine runs") => Aliases.Add("info");

    public override string Explanation => "What a bug report needs: the settings in effect after all configuration was read.";

    public override IReadOnlyList<Example> Examples => [new("", "for people"), new("--json", "for scripts")];

    public override Task<int> RunAsync(Invocation invocation)
    {
        var host = HostPlatform.Current;
        var shell = invocation.Variables.GetValueOrDefault(ExternalVariables.Shell) is { Length: > 0 } path ? Path.GetFileName(path) : null;
        var report = new AboutReport(
            ProductVersion.Current,
            invocation.Engine.DefaultRegistry,
            [$"{host.Os}/{host.Architecture}", Platform.Any.ToString()],
            [.. host.Features.Where(feature => feature.StartsWith(LibcPrefix, StringComparison.Ordinal)).Select(feature => feature[LibcPrefix.Length..])],
            shell,
            invocation.Engine.Home);
        (string Name, string Value)[] rows =
        [
            ("Version", report.Version),
            ("Registry", report.Registry),
            ("Platforms", string.Join(", ", report.Platforms)),
            ("Libc", report.Libc.Count == 0 ? "-" : string.Join(", ", report.Libc)),
            ("Shell", report.Shell ?? "-"),
            ("Home", report.Home),
        ];
        var text = string.Join('\n', rows.Select(row => $"{row.Name,-10} {Output.TerminalText.Neutralise(row.Value)}"));
        invocation.ReportText(report, json => json.AboutReport, text);
        return Task.FromResult(0);
    }
}
