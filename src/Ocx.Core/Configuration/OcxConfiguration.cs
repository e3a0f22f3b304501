using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Configuration;

/// <summary>The configuration in effect: files merged key by key, the nearer one wins, environment variables above all.</summary>
public sealed class OcxConfiguration
{
    private const string BuiltInRegistry = "ocx.sh";

    private readonly Dictionary<string, Setting<Uri>> _registries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _insecure;

    /// <exception cref="OcxException">OCX1015, OCX1018, OCX1019, OCX1023, OCX1024, OCX5003.</exception>
    public OcxConfiguration(ConfigurationTiers tiers, VariableReader variables)
    {
        Sources = tiers.Find();
        var files = Sources
            .Where(source => source.State == ConfigurationSourceState.Read)
            .Select(source => ConfigurationFile.Read(source.Path, tiers.Warn))
            .ToList();
        foreach (var (name, url) in files.SelectMany(file => file.Registries))
        {
            _registries[name] = url;
        }

        _insecure = [.. variables.List(OcxVariables.InsecureRegistries)];
        Mirrors = MirrorMap.Build(files, variables, IsInsecure);
        var named = variables.Text(OcxVariables.DefaultRegistry) is { } variable
            ? new Setting<string>(variable, SettingOrigin.Named(OcxVariables.DefaultRegistry))
            : files.LastOrDefault(file => file.DefaultRegistry is not null)?.DefaultRegistry ?? new(BuiltInRegistry, SettingOrigin.Default);
        Default = named with { Value = HostOf(named) };
    }

    /// <summary>Every place where a file was looked for, lowest first.</summary>
    public IReadOnlyList<ConfigurationSource> Sources { get; }

    /// <summary>Addresses by name.</summary>
    public IReadOnlyDictionary<string, Setting<Uri>> Registries => _registries;

    /// <summary>Addresses by the host they stand for.</summary>
    public IReadOnlyDictionary<string, Setting<Uri>> Mirrors { get; }

    /// <summary>The registry of identifiers that name none.</summary>
    public Setting<string> Default { get; }

    /// <inheritdoc cref="Default"/>
    public string DefaultRegistry => Default.Value;

    /// <summary>Where the configuration puts a registry; null when it does not say.</summary>
    public Uri? UrlOf(string registry) => _registries.GetValueOrDefault(registry)?.Value;

    /// <summary>What a registry is read through; null when it has no mirror.</summary>
    public Uri? MirrorOf(string registry) => Mirrors.GetValueOrDefault(registry)?.Value;

    /// <summary>Whether plain HTTP is allowed for a host.</summary>
    public bool IsInsecure(string host) => _insecure.Contains(host);

    /// <summary>A name that has an entry stands for the host in its url. What is no host alone, a directory or a prefix, keeps its name.</summary>
    private string HostOf(Setting<string> named)
    {
        if (!_registries.TryGetValue(named.Value, out var entry))
        {
            return Identifier.IsRegistry(named.Value) ? named.Value : throw NoRegistry(named);
        }

        if (entry.Value is { IsFile: false, AbsolutePath: "/" } host)
        {
            return PlainHttp.Check(host, IsInsecure(host.Authority), $"The default registry '{named.Value}'", entry.Origin.Location).Authority;
        }

        // Identifiers begin with the name, and are told from repositories by its dot or port.
        return Identifier.IsRegistry(named.Value)
            ? named.Value
            : throw Invalid(
                named,
                $"The default registry '{named.Value}' is {RegistryAddress.Show(entry.Value)}, for which no host can stand in identifiers.",
                $"Give the entry a name with a dot, such as \"{named.Value}.local\", and use that.");
    }

    /// <summary>A word is shown; of anything else, such as an address, a password may be part.</summary>
    private OcxException NoRegistry(Setting<string> named)
    {
        var isWord = named.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        var meant = Spelling.Nearest(named.Value, _registries.Keys) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return Invalid(
            named,
            (isWord ? $"The default registry '{named.Value}' is neither a host nor the name of an entry of [registries]." : "The default registry is not a host.") + meant,
            "Write a host as identifiers spell it, without scheme and path: ghcr.io, localhost:5000.");
    }

    private static OcxException Invalid(Setting<string> setting, string message, string nextStep) => new(
        ProjectErrors.SettingInvalid,
        setting.Origin.Location is null ? $"{setting.Origin}: {message}" : message,
        setting.Origin.Location,
        nextStep);
}
