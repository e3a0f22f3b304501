using System.CommandLine;
using Ocx.Core.Publishing.Descriptions;

namespace Ocx.Cli.Commands;

internal sealed class DescribeCommand : Verb
{
    private readonly Argument<string> _package = new("ID") { Description = "The repository; a tag does not count" };
    private readonly Option<string?> _readme = new("--readme") { Description = "Markdown in UTF-8, at most 1 MiB", HelpName = "FILE" };
    private readonly Option<string?> _logo = new("--logo") { Description = "A .png or .svg picture, at most 1 MiB", HelpName = "FILE" };
    private readonly Option<string?> _title = new("--title") { Description = "The name for people", HelpName = "TEXT" };
    private readonly Option<string?> _description = new("--description") { Description = "What it is, in a sentence", HelpName = "TEXT" };
    private readonly Option<string?> _keywords = new("--keywords") { Description = "Words to find it by", HelpName = "WORD,..." };
    private readonly Option<string?> _from = new("--from") { Description = "Take over all that another repository says of itself", HelpName = "ID" };

    public DescribeCommand()
        : base("describe", "Say what a package is: README, logo, title, description, keywords")
    {
        Option<string?>[] parts = [_readme, _logo, _title, _description, _keywords];
        Add(_package);
        foreach (var part in parts)
        {
            Add(part);
        }

        Add(_from);
        Validators.Add(result =>
        {
            if (result.GetResult(_from) is not null && Array.Find(parts, part => result.GetResult(part) is not null) is { } part)
            {
                result.AddError($"--from takes over everything, and {part.Name} says something else.");
            }
        });
    }

    public override string Explanation =>
        "Describes the repository, for all its versions. What is not given stays as it is; an empty text takes its part away. "
        + "Title, description and keywords are also read from the front matter of the README, lines between two lines of ---, unless they are given here.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("--readme README.md --logo logo.svg ghcr.io/acme/tool", "with the texts in the README's front matter"),
        new("--title Tool --keywords build,c++ ghcr.io/acme/tool", "change two texts and keep the rest"),
        new("--from staging.example/acme/tool ghcr.io/acme/tool", "as another repository is described"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var package = invocation.Engine.ParseIdentifier(arguments.GetRequiredValue(_package));
        if (arguments.GetValue(_from) is { } source)
        {
            await invocation.Engine.DescribeFromAsync(package, invocation.Engine.ParseIdentifier(source), invocation.Cancellation);
        }
        else
        {
            var texts = new DescriptionTexts(arguments.GetValue(_title), arguments.GetValue(_description), arguments.GetValue(_keywords));
            await invocation.Engine.DescribeAsync(
                new(package, texts, PathOf(invocation, _readme), PathOf(invocation, _logo)), invocation.Cancellation);
        }

        invocation.Messages.Note($"{package.RepositoryName} is described.");
        return 0;
    }

    private static string? PathOf(Invocation invocation, Option<string?> option) =>
        invocation.Arguments.GetValue(option) is { } path ? invocation.AbsolutePath(path) : null;
}
