using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Cli.Reports.Inspection;
using Ocx.Core.Installation.Inspection;
using Ocx.Core.Packages;

namespace Ocx.Cli.Commands;

/// <summary>What <c>package inspect</c> shows to people.</summary>
internal static class InspectText
{
    public static string Of(InspectReport report, IReadOnlyList<PackageInspection> found)
    {
        var lines = report.Packages.Zip(found).SelectMany(package => Lines(package.First, package.Second))
            .Concat(Section("Set on top", report.Env, entry => $"{entry.Key}  {entry.Type}  {entry.Value}"));
        return string.Join('\n', lines.Select(TerminalText.Neutralise));
    }

    private static IEnumerable<string> Lines(InspectEntry entry, PackageInspection found) =>
    [
        $"== {entry.Identifier} ==",
        $"Digest: {entry.PinnedDigest}",
        .. entry.Platform is { } platform ? new[] { $"Platform: {platform}" } : [],
        .. Section("Platforms", entry.Candidates, candidate => $"{candidate.Platform}  {candidate.Digest}"),
        .. Section("Found through", entry.Resolution?.Chain, step => $"{step.Role}  {step.Digest}"),
        .. Section("Layers", entry.Layers, layer => $"{layer.Digest}  {layer.MediaType}  {ByteSize.Format(layer.Size)}"),
        .. found.Content is { } content ? Lines(content.Metadata) : [],
        .. Section("Needs, with what they need", entry.Closure?.Deps, dependency => $"{dependency.Identifier}  {dependency.EffectiveVisibility}"),
        .. Section("What users see", entry.Closure?.Surface.Interface.Env, variable => $"{variable.Key}  {variable.Type}  of {variable.Package}"),
        .. Section("What users can run", entry.Closure?.Surface.Interface.Entrypoints, command => $"{command.Name}  of {command.Package}"),
    ];

    private static IEnumerable<string> Lines(Metadata metadata) =>
    [
        .. Section(
            "Variables",
            metadata.Environment,
            variable => $"{variable.Key}  {EnvironmentReport.NameOf(variable.Type)}  {variable.Value}  {variable.Visibility.ToText()}"),
        .. Section("Dependencies", metadata.Dependencies, dependency => $"{dependency.Identifier}  {dependency.Visibility.ToText()}"),
        .. Section("Entry points", metadata.Entrypoints.Keys.Order(StringComparer.Ordinal), name => name),
        .. Section("Programs", metadata.Binaries, name => name),
    ];

    /// <summary>Nothing at all where there is nothing to tell.</summary>
    private static IEnumerable<string> Section<T>(string title, IEnumerable<T>? entries, Func<T, string> line)
    {
        var lines = (entries ?? []).Select(entry => $"  {line(entry)}").ToList();
        return lines.Count == 0 ? [] : lines.Prepend($"{title}:");
    }
}
