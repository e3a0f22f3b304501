using System.CommandLine;
using Ocx.Core;
using Ocx.Core.Configuration;

namespace Ocx.Cli.Options;

/// <summary>What the global options and their environment variables ask for.</summary>
/// <param name="Problems">Variables that hold a word that is neither yes nor no, or no level; they count as unset.</param>
internal sealed record GlobalSettings(bool Json, bool Quiet, bool Global, LogLevel Level, IReadOnlyList<string> Problems)
{
    public static GlobalSettings Read(ParseResult parse, IReadOnlyDictionary<string, string> variables)
    {
        var problems = new List<string>();
        var reader = new VariableReader(variables, problems.Add);
        var json = parse.LastOf(GlobalOptions.Json, GlobalOptions.Format) is { } last
            && (last == GlobalOptions.Json || parse.GetValue(GlobalOptions.Format) == "json");
        return new(
            json,
            parse.GetValue(GlobalOptions.Quiet) || reader.Flag(OcxVariables.Quiet),
            parse.GetValue(GlobalOptions.Global) || reader.Flag(OcxVariables.Global),
            LevelOf(parse.GetValue(GlobalOptions.Level), variables, problems),
            problems);
    }

    /// <summary>The engine reads the variables of these options itself.</summary>
    public static EngineOptions EngineOptions(ParseResult parse, IReadOnlyDictionary<string, string> variables)
    {
        var directory = Directory.GetCurrentDirectory();
        return new(
            directory,
            variables,
            ConfigFile: parse.GetValue(GlobalOptions.Config) is { Length: > 0 } file ? Path.GetFullPath(file, directory) : null,
            Offline: parse.GetValue(GlobalOptions.Offline),
            Remote: parse.GetValue(GlobalOptions.Remote),
            Frozen: parse.GetValue(GlobalOptions.Frozen),
            Jobs: parse.GetValue(GlobalOptions.Jobs),
            Index: parse.GetValue(GlobalOptions.Index) is { Length: > 0 } index ? Path.GetFullPath(index, directory) : null);
    }

    private static LogLevel LevelOf(string? option, IReadOnlyDictionary<string, string> variables, List<string> problems)
    {
        foreach (var (source, value) in new[] { ("--log-level", option), Variable(OcxVariables.LogConsole), Variable(OcxVariables.Log) })
        {
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            if (LogFilter.LevelOf(value) is { } level)
            {
                return level;
            }

            problems.Add($"{source} is '{value}', which is not one of off, error, warn, info, debug and trace; it is ignored.");
        }

        return LogLevel.Warn;

        (string, string?) Variable(string name) => (name, variables.GetValueOrDefault(name));
    }
}
