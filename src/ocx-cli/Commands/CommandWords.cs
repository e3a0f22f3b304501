using System.CommandLine;
using System.CommandLine.Parsing;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Commands;

/// <summary>The command line that another program gets: everything after <c>--</c>, untouched.</summary>
internal static class CommandWords
{
    /// <param name="words">The only argument of the verb; it holds the words on both sides.</param>
    /// <param name="example">A whole command line, for the error.</param>
    /// <exception cref="OcxException">OCX1022: there is no <c>--</c>, or nothing after it.</exception>
    public static (string[] Before, string[] Command) Split(Invocation invocation, Argument<string[]> words, string example)
    {
        var all = invocation.Arguments.GetValue(words) ?? [];
        var tokens = invocation.Arguments.Tokens;
        var dashes = 0;
        while (dashes < tokens.Count && tokens[dashes].Type != TokenType.DoubleDash)
        {
            dashes++;
        }

        var length = tokens.Count - dashes - 1;
        return length > 0
            ? (all[..^length], all[^length..])
            : throw new OcxException(ProjectErrors.UsageInvalid, "There is no command to run.", nextStep: $"Write it after `--`, as in `{example}`.");
    }
}
