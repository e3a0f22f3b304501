using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ocx.Cli.Options;

/// <summary>Options of every command. Long names stand before or after the verb; short ones only before, since verbs have short options of their own.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Config = new("--config", "-c")
    {
        Description = "Read this configuration file on top of the others (OCX_CONFIG)",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Project = new("--project")
    {
        Description = "Use this project file; default: the nearest ocx.toml from here up (OCX_PROJECT)",
        HelpName = "FILE",
    };

    public static readonly Flag Global = new("--global", "Use the project file in the store, $OCX_HOME/ocx.toml (OCX_GLOBAL)", "-g");

    public static readonly Option<string?> Index = new("--index")
    {
        Description = "Keep what tags mean in this directory, not in the store (OCX_INDEX)",
        HelpName = "DIRECTORY",
    };

    public static readonly Flag Offline = new("--offline", "Use no network (OCX_OFFLINE)");

    public static readonly Flag Remote = new("--remote", "Look tags up in the registry, not in the local tag store (OCX_REMOTE)", "-r");

    public static readonly Flag Frozen = new("--frozen", "Resolve no tag that is not known already (OCX_FROZEN)");

    public static readonly Option<int?> Jobs = new("--jobs")
    {
        Description = "Install at most N packages at once, 0: one per processor; default: no limit (OCX_JOBS)",
        HelpName = "N",
    };

    public static readonly Option<string?> Format = Choice("--format", "Form of the report on standard output; default: plain", "plain", "json");

    public static readonly Flag Json = new("--json", "Same as --format json");

    public static readonly Flag Quiet = new("--quiet", "Print no report (OCX_QUIET)", "-q");

    public static readonly Option<string?> Level = Choice(
        "--log-level", "How much to tell on standard error; default: warn (OCX_LOG)", "off", "error", "warn", "info", "debug", "trace");

    public static readonly Option<string?> Color = Choice(
        ColorChoice.OptionName, "Use colours; auto: on a terminal, unless NO_COLOR is set; default: auto", "auto", "always", "never");

    static GlobalOptions()
    {
        Level.Aliases.Add("-l");
        Jobs.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-'))
            {
                result.AddError("--jobs takes 0 or a positive number.");
            }
        });
        Contradict(Frozen, Remote);
        Contradict(Global, Project);
        foreach (var option in All)
        {
            option.Recursive = true;
            option.Validators.Add(RefuseShortNameAfterVerb);
        }
    }

    /// <summary>In the order in which help lists them.</summary>
    public static IReadOnlyList<Option> All => [Config, Project, Global, Index, Offline, Remote, Frozen, Jobs, Format, Json, Quiet, Level, Color];

    private static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', values) };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static void Contradict(Option one, Option other) => one.Validators.Add(result =>
    {
        if (!result.Implicit && result.GetResult(other) is { Implicit: false })
        {
            result.AddError($"{one.Name} and {other.Name} contradict each other.");
        }
    });

    private static void RefuseShortNameAfterVerb(OptionResult result)
    {
        if (result.IdentifierToken is { Value.Length: 2 } token && result.Parent is CommandResult { Command: not RootCommand })
        {
            result.AddError($"{token.Value} stands before the command; after it, write {result.Option.Name}.");
        }
    }
}
