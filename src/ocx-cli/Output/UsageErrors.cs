using System.CommandLine;
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
        var help = path.Length == 0 ? "Run `ocx --help` for the list of commands." : $"Run `ocx {path} --help` to see how it is used.";
        var command = parse.CommandResult.Command;
        if (parse.UnmatchedTokens is [var unknown, ..])
        {
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

    private static string Spell(string path, string word) => path.Length == 0 ? word : $"{path} {word}";
}
