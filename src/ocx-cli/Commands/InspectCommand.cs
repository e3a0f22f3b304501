using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Reports;
using Ocx.Cli.Reports.Inspection;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation.Inspection;
using Ocx.Core.Oci;

namespace Ocx.Cli.Commands;

internal sealed class InspectCommand : Verb
{
    private readonly Argument<string[]> _packages = new("ID") { Description = "What to look into", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly Flag _resolve = new("--resolve", "Choose a platform, and show its package");
    private readonly Flag _closure = new("--closure", "With all that it needs, and what its users get");
    private readonly Option<string[]> _environment = EnvironmentOverrides.Option();

    public InspectCommand()
        : base("inspect", "Look into packages without downloading them")
    {
        Add(_packages);
        Add(_platform);
        Add(_resolve);
        Add(_closure);
        Add(_environment);
    }

    public override string Explanation =>
        "Shows the platforms of a tag, or with --resolve the metadata and layers of the package for one of them. --closure ends with 65 where the "
        + "package could not be installed or used: two packages offer one command, or one is needed in two versions. Tags mean what they mean "
        + "when installing; --remote asks the registry anew.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "its platforms"),
        new("--resolve -p linux/arm64 ghcr.io/acme/cmake:3.28", "the package for one of them"),
        new("--closure --json ghcr.io/acme/cmake:3.28", "everything, for a program"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var packages = invocation.ParseIdentifiers(invocation.Arguments.GetRequiredValue(_packages));
        var environment = invocation.EnvironmentOverridesOf(_environment);
        var depth = invocation.Arguments.GetValue(_closure) ? InspectionDepth.Closure
            : invocation.Arguments.GetValue(_resolve) ? InspectionDepth.Package
            : InspectionDepth.Document;
        var platform = invocation.PlatformOf(_platform);
        if (depth == InspectionDepth.Document && platform is not null)
        {
            invocation.Messages.Warn("--platform chooses nothing without --resolve or --closure.");
        }

        var found = await invocation.Engine.InspectAsync(packages, depth, platform, invocation.Cancellation);
        var report = new InspectReport(
            depth == InspectionDepth.Document ? null : (platform ?? HostPlatform.Current).ToString(),
            [.. packages.Zip(found, InspectEntry.Of)],
            [.. environment.Select(EnvironmentReportEntry.Of)]);
        invocation.ReportText(report, json => json.InspectReport, InspectText.Of(report, found));
        return Conflicts(invocation, found);
    }

    private static int Conflicts(Invocation invocation, IReadOnlyList<PackageInspection> found)
    {
        foreach (var closure in found.Select(package => package.Closure).OfType<InspectedClosure>())
        {
            foreach (var (name, packages) in closure.EntrypointConflicts)
            {
                invocation.Messages.Error(ExecutionErrors.EntrypointCollision, $"The command '{name}' is offered by {string.Join(" and by ", packages)}.");
            }

            foreach (var (name, packages) in closure.RepositoryConflicts)
            {
                invocation.Messages.Error(ExecutionErrors.VersionConflict, $"{name} is needed in several versions: {string.Join(" and ", packages)}.");
            }
        }

        return found.Any(package => package.Closure is { HasConflicts: true }) ? (int)ExitCode.Data : 0;
    }
}
