using System.CommandLine;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Cli.Commands;

internal sealed class InfoCommand : Verb
{
    private readonly Argument<string[]> _packages = new("ID") { Description = "The repositories; tags do not count", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _saveReadme = new("--save-readme") { Description = "Write the README to a file; of one package", HelpName = "PATH" };
    private readonly Option<string?> _saveLogo = new("--save-logo") { Description = "Write the logo to a file; of one package", HelpName = "PATH" };

    public InfoCommand()
        : base("info", "Show what packages say of themselves")
    {
        Add(_packages);
        Add(_saveReadme);
        Add(_saveLogo);
        Validators.Add(result =>
        {
            if (result.GetValue(_packages) is { Length: > 1 } && new[] { _saveReadme, _saveLogo }.FirstOrDefault(save => result.GetResult(save) is not null) is { } save)
            {
                result.AddError($"{save.Name} is for one package, and several are named.");
            }
        });
    }

    public override string Explanation =>
        "Asks the registry for the title, the description and the keywords that `ocx package describe` has given the repository. "
        + "A repository without them is no error.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake", "what it says of itself"),
        new("--save-readme README.md --save-logo logo.png ghcr.io/acme/cmake", "with the files"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetRequiredValue(_packages);
        var packages = invocation.ParseIdentifiers(typed);
        var found = await invocation.Engine.ReadDescriptionsAsync(packages, invocation.Cancellation);
        await SaveAsync(invocation, packages[0], _saveReadme, "README", found[0]?.Readme);
        await SaveAsync(invocation, packages[0], _saveLogo, "logo", found[0]?.Logo);

        var report = new SortedDictionary<string, InfoEntry?>(StringComparer.Ordinal);
        foreach (var (text, description) in typed.Zip(found))
        {
            report[text] = description is null ? null : new(description.Title, description.Summary, description.Keywords);
        }

        invocation.ReportText(report, json => json.Infos, string.Join('\n', typed.Distinct().SelectMany(text => Lines(text, report[text]))));
        return 0;
    }

    private static async Task SaveAsync(Invocation invocation, Identifier package, Option<string?> option, string what, Descriptor? file)
    {
        if (invocation.Arguments.GetValue(option) is not { } path)
        {
            return;
        }

        await invocation.Engine.SaveDescriptionFileAsync(
            package,
            file ?? throw new OcxException(RegistryErrors.NotFound, $"{package.RepositoryName} has no {what} to save.", nextStep: $"Leave out {option.Name}."),
            path,
            invocation.Cancellation);
    }

    private static IEnumerable<string> Lines(string typed, InfoEntry? entry)
    {
        (string Name, string? Value)[] texts = [("Title", entry?.Title), ("Description", entry?.Description), ("Keywords", entry?.Keywords)];
        var lines = texts.Where(text => text.Value is not null).Select(text => $"{text.Name}: {TerminalText.Neutralise(text.Value!)}");
        return
        [
            $"== {TerminalText.Neutralise(typed)} ==",
            .. entry is null ? ["There is no description."] : lines.DefaultIfEmpty("The description has no texts."),
        ];
    }
}
