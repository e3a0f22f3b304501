using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core;

/// <summary>What options and variables ask of an engine, each with where it was found. The option wins.</summary>
internal sealed class EngineSettings
{
    private readonly Lazy<Setting<int?>> _jobs;

    /// <exception cref="OcxException">OCX1022: two modes contradict each other. OCX1023: nothing says where the store is.</exception>
    public EngineSettings(EngineOptions options, VariableReader variables)
    {
        Offline = Mode(options.Offline, "--offline", variables, OcxVariables.Offline);
        Remote = Mode(options.Remote, "--remote", variables, OcxVariables.Remote);
        Frozen = Mode(options.Frozen, "--frozen", variables, OcxVariables.Frozen);
        if (Frozen.Value && Remote.Value)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid,
                $"{ModeSwitches.Frozen} forbids what {ModeSwitches.Remote} asks for: to look up tags in the registry.",
                nextStep: "Leave out one of them.");
        }

        Home = HomeDirectory.Find(options.Home, variables, options.WorkingDirectory);
        OwnIndex = Path(options.Index, "--index", variables, OcxVariables.Index, options.WorkingDirectory);
        ConfigFile = Path(options.ConfigFile, ConfigurationTiers.Option, variables, OcxVariables.Config, options.WorkingDirectory);
        _jobs = new(() => options.Jobs is { } asked ? new(asked, SettingOrigin.Named("--jobs"))
            : variables.Count(OcxVariables.Jobs) is { } set ? new(set, SettingOrigin.Named(OcxVariables.Jobs))
            : new(null, SettingOrigin.Default));
    }

    public Setting<bool> Offline { get; }

    public Setting<bool> Remote { get; }

    public Setting<bool> Frozen { get; }

    /// <summary>The store, absolute.</summary>
    public Setting<string> Home { get; }

    /// <summary>The directory that takes the place of the store's index, absolute; null: none does.</summary>
    public Setting<string>? OwnIndex { get; }

    /// <summary>The nearest configuration file that was named, absolute; null: none was.</summary>
    public Setting<string>? ConfigFile { get; }

    /// <summary>Packages to install at once; null: no limit. Read when it is needed, since what cannot be read is then told.</summary>
    public Setting<int?> Jobs => _jobs.Value;

    private static Setting<bool> Mode(bool asked, string option, VariableReader variables, string variable)
    {
        var isSet = variables.Flag(variable);
        return asked ? new(true, SettingOrigin.Named(option))
            : isSet ? new(true, SettingOrigin.Named(variable))
            : new(false, SettingOrigin.Default);
    }

    private static Setting<string>? Path(string? asked, string option, VariableReader variables, string variable, string directory) =>
        asked is { Length: > 0 } ? new(System.IO.Path.GetFullPath(asked, directory), SettingOrigin.Named(option))
        : variables.Text(variable) is { } set ? new(System.IO.Path.GetFullPath(set, directory), SettingOrigin.Named(variable))
        : null;
}
