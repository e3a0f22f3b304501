using Ocx.Core.Diagnostics;

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
            return named.Value;
        }

        if (entry.Value is { IsFile: false, AbsolutePath: "/" } host)
        {
            return host.Scheme == Uri.UriSchemeHttps || IsInsecure(host.Authority)
                ? host.Authority
                : throw new OcxException(
                    PolicyErrors.InsecureRegistry,
                    $"The default registry '{named.Value}' is {RegistryAddress.Show(host)}, and plain HTTP is not allowed for {host.Authority}.",
                    entry.Origin.Location,
                    $"Use https, or add {host.Authority} to {OcxVariables.InsecureRegistries}.");
        }

        // Identifiers begin with the name, and are told from repositories by its dot or port.
        return named.Value == "localhost" || named.Value.AsSpan().IndexOfAny('.', ':') >= 0
            ? named.Value
            : throw new OcxException(
                ProjectErrors.SettingInvalid,
                $"The default registry '{named.Value}' is {RegistryAddress.Show(entry.Value)}, for which no host can stand in identifiers.",
                named.Origin.Location,
                $"Give the entry a name with a dot, such as \"{named.Value}.local\", and use that.");
    }
}
