using System.CommandLine;
using System.CommandLine.Parsing;
using Ocx.Cli.Options;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Output;

/// <summary>What the parser did not accept, with the nearest name that it would have.</summary>
internal static class UsageErrors
{
    /// <returns>The exit code.</returns>
    public static int Write(Messages messages, ParseResult parse)
    {
        var path = parse.CommandPath();
        var command = parse.CommandResult.Command;
        var help = path.Length == 0 ? "Run `ocx --help` for the list of commands."
            : LacksDoubleDash(parse) ? $"Write the command to run after `--`, its options too; see `ocx {path} --help`."
            : $"Run `ocx {path} --help` to see how it is used.";
        if ((UnknownOption(parse) ?? (parse.UnmatchedTokens is [var first, ..] ? first : null)) is { } word)
        {
            var unknown = IsOption(word) ? word.Split('=')[0] : word;
            messages.Error(ProjectErrors.UsageInvalid, Describe(unknown, command, path), nextStep: Suggest(unknown, command, path) ?? help);
        }
        else if (command.Action is null && command.Subcommands.Count > 0)
        {
            messages.Error(ProjectErrors.UsageInvalid, $"'{path}' is followed by another command.", nextStep: help);
        }
        else
        {
            var texts = parse.Errors.Select(error => string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct();
            messages.Error(ProjectErrors.UsageInvalid, string.Join(' ', texts), nextStep: help);
        }

        return (int)ProjectErrors.UsageInvalid.Exit;
    }

    /// <summary>
    /// The first word before <c>--</c> that looks like an option but stands among the arguments, since arguments take any word;
    /// null when there is none.
    /// </summary>
    public static string? UnknownOption(ParseResult parse)
    {
        var literal = parse.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        return parse.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .SkipLast(literal)
            .Select(token => token.Value)
            .FirstOrDefault(IsOption);
    }

    private static string Describe(string unknown, Command command, string path) =>
        IsOption(unknown) ? $"There is no option '{unknown}' here."
        : command.Subcommands.Count > 0 ? $"There is no command '{Spell(path, unknown)}'."
        : $"'{unknown}' is one word too many for '{path}'.";

    private static string? Suggest(string unknown, Command command, string path)
    {
        var candidates = IsOption(unknown)
            ? command.Options.Concat(GlobalOptions.All).Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name);
        return Spelling.Nearest(unknown, candidates) is { } nearest
            ? $"Did you mean `{(IsOption(unknown) ? nearest : "ocx " + Spell(path, nearest))}`?"
            : null;
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    private static bool LacksDoubleDash(ParseResult parse) =>
        parse.CommandResult.Command.Arguments.Any(argument => argument.Name.Contains("-- ", StringComparison.Ordinal))
        && parse.Tokens.All(token => token.Type != TokenType.DoubleDash);

    private static string Spell(string path, string word) => path.Length == 0 ? word : $"{path} {word}";
}
