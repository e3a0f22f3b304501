using System.Globalization;
using Ocx.Core.Configuration;

namespace Ocx.Core;

/// <summary>Everything that is set, wherever it was found.</summary>
internal sealed class EffectiveSettings(EngineOptions options, OcxConfiguration configuration)
{
    // Silent: what cannot be read has been said when the engine read it.
    private readonly VariableReader _variables = new(options.Variables);

    /// <summary>By key.</summary>
    public IReadOnlyList<EffectiveSetting> All =>
    [
        .. Store().Concat(Modes()).Concat(Files()).Concat(Credentials()).OrderBy(setting => setting.Key, StringComparer.Ordinal),
    ];

    private IEnumerable<EffectiveSetting> Store()
    {
        var home = HomeDirectory.Find(options.Home, _variables, options.WorkingDirectory);
        yield return new("home", home.Value, home.Origin);
        var (index, origin) = options.Index is { } asked ? (asked, SettingOrigin.Named("--index"))
            : _variables.Text(OcxVariables.Index) is { } set ? (set, SettingOrigin.Named(OcxVariables.Index))
            : (null, SettingOrigin.Default);
        yield return index is not null
            ? new("index", Path.GetFullPath(index, options.WorkingDirectory), origin)
            : new("index", Path.Combine(home.Value, "tags"), SettingOrigin.Default);
    }

    private IEnumerable<EffectiveSetting> Modes()
    {
        yield return Mode("offline", options.Offline, OcxVariables.Offline);
        yield return Mode("remote", options.Remote, OcxVariables.Remote);
        yield return Mode("frozen", options.Frozen, OcxVariables.Frozen);
        var (jobs, origin) = options.Jobs is { } asked ? (asked, SettingOrigin.Named("--jobs"))
            : _variables.Count(OcxVariables.Jobs) is { } set ? (set, SettingOrigin.Named(OcxVariables.Jobs))
            : ((int?)null, SettingOrigin.Default);
        yield return new("jobs", jobs?.ToString(CultureInfo.InvariantCulture) ?? "unlimited", origin);
        var insecure = _variables.List(OcxVariables.InsecureRegistries);
        yield return new(
            "insecure-registries",
            string.Join(',', insecure),
            insecure.Count > 0 ? SettingOrigin.Named(OcxVariables.InsecureRegistries) : SettingOrigin.Default);
    }

    private IEnumerable<EffectiveSetting> Files()
    {
        yield return new("registry.default", configuration.Default.Value, configuration.Default.Origin);
        foreach (var (name, url) in configuration.Registries)
        {
            yield return new($"registries.{name}.url", RegistryAddress.Show(url.Value), url.Origin);
        }

        foreach (var (host, url) in configuration.Mirrors)
        {
            yield return new($"mirrors.{host}.url", RegistryAddress.Show(url.Value), url.Origin);
        }
    }

    private IEnumerable<EffectiveSetting> Credentials() => options.Variables
        .Where(variable => variable.Key.StartsWith(OcxVariables.CredentialPrefix, StringComparison.Ordinal) && variable.Value.Length > 0)
        .Select(variable => new EffectiveSetting($"credentials.{variable.Key[OcxVariables.CredentialPrefix.Length..]}", "set", SettingOrigin.Named(variable.Key)));

    private EffectiveSetting Mode(string key, bool asked, string variable)
    {
        var set = _variables.Flag(variable);
        return new(key, asked || set ? "true" : "false", asked ? SettingOrigin.Named("--" + key) : set ? SettingOrigin.Named(variable) : SettingOrigin.Default);
    }
}
