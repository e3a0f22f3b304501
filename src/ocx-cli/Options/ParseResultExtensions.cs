using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ocx.Cli.Options;

/// <summary>Questions about what was typed that the parser's values do not answer.</summary>
internal static class ParseResultExtensions
{
    /// <summary>The names of the command and its parents without the program's: <c>package push</c>; empty for the program itself.</summary>
    public static string CommandPath(this ParseResult parse) => CommandPath(parse.CommandResult);

    public static string CommandPath(CommandResult result) => result.Parent is CommandResult parent
        ? (CommandPath(parent) + " " + result.Command.Name).TrimStart()
        : "";

    /// <summary>Which of the options, by their long names, was typed last; null when none was.</summary>
    public static Option? LastOf(this ParseResult parse, params ReadOnlySpan<Option> options)
    {
        foreach (var token in parse.Tokens.Reverse())
        {
            foreach (var option in options)
            {
                if (token.Type == TokenType.Option && token.Value == option.Name)
                {
                    return option;
                }
            }
        }

        return null;
    }
}
