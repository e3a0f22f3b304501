using System.CommandLine;
using System.Text.Json;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Installation;

namespace Ocx.Cli.Commands;

internal sealed class InstallCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to install, as [registry/]repository[:tag][@digest]", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly Flag _select = new("--select", "Also make it the current version", "-s");

    public InstallCommand()
        : base("install", "Install packages for yourself, outside a project")
    {
        Add(_packages);
        Add(_platform);
        Add(_select);
    }

    public override string Explanation =>
        "Downloads packages with their dependencies and makes a stable link for each tag, which editors and scripts can name. "
        + "For tools that a repository needs, use `ocx add`: it pins them for everyone.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "install a version"),
        new("-s cmake:3.28", "install it from the default registry and make it current"),
        new("-p linux/arm64 ghcr.io/acme/libssl:3", "fetch for another machine"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var installed = await invocation.Engine.InstallAsync(
            invocation.ParseIdentifiers(typed),
            invocation.PlatformOf(_platform),
            link: true,
            invocation.Arguments.GetValue(_select),
            invocation.Cancellation);
        var entries = new SortedDictionary<string, InstalledEntry>(StringComparer.Ordinal);
        var table = new PlainTable("Package", "Version", "Path");
        foreach (var (text, package) in typed.Zip(installed))
        {
            var path = package.Link ?? package.Root;
            entries[text] = new(package.Identifier.ToString(), ReadMetadata(package), path);
            table.Add(text, package.Identifier.Tag ?? "-", path);
        }

        invocation.Report(entries, json => json.InstalledPackages, () => table);
        return 0;
    }

    /// <summary>The file itself: what the publisher wrote, with the parts that this program does not know.</summary>
    private static JsonElement ReadMetadata(InstalledPackage package)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package.Root, "metadata.json")));
        return document.RootElement.Clone();
    }
}
