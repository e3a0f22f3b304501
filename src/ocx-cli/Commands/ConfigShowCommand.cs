using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Commands;

internal sealed class ConfigShowCommand : Verb
{
    private const string Files = "files";

    /// <summary>What there need not be any of: that there is none is an answer.</summary>
    private static readonly string[] Roots = ["credentials", Files, "mirrors", "registries"];

    private readonly Argument<string?> _key = new("KEY")
    {
        Description = "Only this setting, or those below it, such as mirrors",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Flag _origin = new("--origin", "Also where each value comes from, and where files were looked for");

    public ConfigShowCommand()
        : base("show", "Show the settings in effect, and where they come from")
    {
        Add(_key);
        Add(_origin);
    }

    public override string Explanation =>
        "Files of several tiers, environment variables and options are merged; this shows the result. With `--origin` each value comes with its file, line "
        + "and column, variable or option, and every place where a file was looked for is listed. Credentials are shown as set, never themselves.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "everything"),
        new("--origin mirrors", "which mirrors there are, and who set them"),
        new("--json registry.default", "one setting, for scripts"),
    ];

    public override Task<int> RunAsync(Invocation invocation)
    {
        var key = invocation.Arguments.GetValue(_key);

        // Of a place where a file was looked for, what became of it is what there is to know.
        var origin = IsBelow(Files, key) || invocation.Arguments.GetValue(_origin);
        var settings = invocation.Engine.Settings.Select(setting => new SettingEntry(setting.Key, setting.Value, origin ? setting.Origin.ToString() : null));
        var files = origin ? invocation.Engine.ConfigurationSources.Select(SettingEntry.Of) : [];
        var entries = Choose([.. settings, .. files], key);
        invocation.Report(entries, json => json.IReadOnlyListSettingEntry, () => Table(entries, origin));
        return Task.FromResult(0);
    }

    private static IReadOnlyList<SettingEntry> Choose(IReadOnlyList<SettingEntry> all, string? key)
    {
        if (key is null)
        {
            return all;
        }

        IReadOnlyList<SettingEntry> chosen = [.. all.Where(entry => IsBelow(key, entry.Key))];
        if (chosen.Count > 0 || Roots.Contains(key))
        {
            return chosen;
        }

        var meant = Spelling.Nearest(key, [.. all.Select(entry => entry.Key), .. Roots]) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new OcxException(ProjectErrors.UsageInvalid, $"No setting is named '{key}'.{meant}", nextStep: "Run `ocx config show` to list them.");
    }

    private static bool IsBelow(string root, string? key) => key == root || key?.StartsWith(root + ".", StringComparison.Ordinal) == true;

    private static PlainTable Table(IReadOnlyList<SettingEntry> entries, bool origin)
    {
        var table = origin ? new PlainTable("Key", "Value", "Origin") : new PlainTable("Key", "Value");
        foreach (var entry in entries)
        {
            table.Add(origin ? [entry.Key, entry.Value, entry.Origin!] : [entry.Key, entry.Value]);
        }

        return table;
    }
}
