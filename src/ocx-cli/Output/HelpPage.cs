using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Output;

/// <summary>The help of the program, of a group of commands and of one command.</summary>
internal static class HelpPage
{
    private static readonly (string Command, string Meaning)[] QuickStart =
    [
        ("ocx init", "start a project: writes ocx.toml"),
        ("ocx add ghcr.io/acme/protoc:31.1", "declare a tool, pin it in ocx.lock"),
        ("git add ocx.toml ocx.lock", "commit both: everyone gets the same bytes"),
        ("ocx run -- protoc --version", "use it"),
    ];

    public static void Write(TextWriter writer, Command command)
    {
        var page = new HelpWriter(writer, StandardStreams.OutWidth);
        switch (command)
        {
            case OcxRootCommand root:
                WriteOverview(page, root);
                break;
            case Verb verb:
                WriteVerb(page, verb);
                break;
            default:
                WriteGroup(page, command);
                break;
        }
    }

    private static void WriteOverview(HelpWriter page, OcxRootCommand root)
    {
        page.Paragraph($"ocx {ProductVersion.Current} - {root.Description}");
        page.Section("Usage", [("ocx [OPTIONS] COMMAND [ARGUMENTS]", "")]);
        page.Section("Quick start", QuickStart);
        foreach (var group in root.Groups)
        {
            page.Section(group.Title, group.Verbs.Select(verb => (PathOf(verb)["ocx ".Length..], verb.Description ?? "")));
        }

        var onlyBefore = string.Join(", ", GlobalOptions.All.SelectMany(option => option.Aliases));
        page.Section($"Options, before or after the command; {onlyBefore} only before it", OptionRows(root.Options));
        page.Paragraph(
            "`ocx COMMAND --help` tells more about a command, `ocx package --help` lists the package commands, "
            + "`ocx explain CODE` explains an error. OCX_HOME names the store; default: ~/.ocx");
    }

    private static void WriteGroup(HelpWriter page, Command group)
    {
        page.Paragraph(group.Description ?? "");
        page.Section("Usage", [($"{PathOf(group)} COMMAND [ARGUMENTS]", "")]);
        page.Section("Commands", CommandRows(group, ""));
        page.Paragraph($"`{PathOf(group)} COMMAND --help` tells more about a command.");
    }

    /// <summary>With those of groups in the group.</summary>
    private static IEnumerable<(string Left, string Right)> CommandRows(Command group, string prefix) => group.Subcommands.SelectMany(child =>
        child is Verb ? [(prefix + child.Name, child.Description ?? "")] : CommandRows(child, $"{prefix}{child.Name} "));

    private static void WriteVerb(HelpWriter page, Verb verb)
    {
        var path = PathOf(verb);
        var arguments = string.Concat(verb.Arguments.Select(argument => " " + Usage(argument)));
        page.Paragraph(verb.Description ?? "");
        page.Section("Usage", [($"{path}{(verb.Options.Count > 0 ? " [OPTIONS]" : "")}{arguments}", "")]);
        page.Paragraph(verb.Explanation);
        page.Section("Arguments", verb.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        page.Section("Options", OptionRows(verb.Options));
        page.Section("Examples", verb.Examples.Select(example => ($"{path} {example.Arguments}".TrimEnd(), example.Meaning)));
        if (verb.Aliases.Count > 0)
        {
            page.Paragraph($"Also: {string.Join(", ", verb.Aliases.Select(alias => "ocx " + alias))}");
        }

        page.Paragraph("`ocx --help` lists the options of every command, such as --json and --offline.");
    }

    private static IEnumerable<(string, string)> OptionRows(IEnumerable<Option> options)
    {
        foreach (var option in options.Where(option => !option.Hidden))
        {
            var shortName = option.Aliases.FirstOrDefault(alias => alias.Length == 2);
            var name = shortName is null ? "    " + option.Name : $"{shortName}, {option.Name}";
            yield return ($"{name} {option.HelpName}".TrimEnd(), option.Description + (option.Required ? " (required)" : ""));
        }
    }

    // Names that spell out their own form, such as "PACKAGE… -- COMMAND", are shown as they are.
    private static string Usage(Argument argument) =>
        argument.Name.AsSpan().ContainsAny(" []") ? argument.Name + (argument.Name.Contains(' ', StringComparison.Ordinal) ? "" : "...")
        : argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}]"
        : argument.Name + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "ocx";
}
