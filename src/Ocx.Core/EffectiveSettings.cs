using System.Globalization;
using Ocx.Core.Configuration;

namespace Ocx.Core;

/// <summary>Everything that is set, wherever it was found, as reports show it.</summary>
internal sealed class EffectiveSettings(EngineSettings settings, OcxConfiguration configuration, VariableReader variables)
{
    /// <summary>By key.</summary>
    public IReadOnlyList<EffectiveSetting> All =>
    [
        .. Engine().Concat(Files()).Concat(Credentials()).OrderBy(setting => setting.Key, StringComparer.Ordinal),
    ];

    private static EffectiveSetting Mode(string key, Setting<bool> mode) => new(key, mode.Value ? "true" : "false", mode.Origin);

    private IEnumerable<EffectiveSetting> Engine()
    {
        yield return new("home", settings.Home.Value, settings.Home.Origin);
        yield return settings.OwnIndex is { } index
            ? new("index", index.Value, index.Origin)
            : new("index", Path.Combine(settings.Home.Value, "tags"), SettingOrigin.Default);
        yield return Mode("offline", settings.Offline);
        yield return Mode("remote", settings.Remote);
        yield return Mode("frozen", settings.Frozen);
        yield return new("jobs", settings.Jobs.Value?.ToString(CultureInfo.InvariantCulture) ?? "unlimited", settings.Jobs.Origin);
        var insecure = variables.List(OcxVariables.InsecureRegistries);
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

    private IEnumerable<EffectiveSetting> Credentials() => variables.All
        .Where(variable => variable.Key.StartsWith(OcxVariables.CredentialPrefix, StringComparison.Ordinal) && variable.Value.Length > 0)
        .Select(variable => new EffectiveSetting($"credentials.{variable.Key[OcxVariables.CredentialPrefix.Length..]}", "set", SettingOrigin.Named(variable.Key)));
}
