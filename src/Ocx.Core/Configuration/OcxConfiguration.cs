namespace Ocx.Core.Configuration;

/// <summary>The configuration in effect: files merged key by key, the nearer one wins, environment variables above all.</summary>
public sealed class OcxConfiguration
{
    private const string BuiltInRegistry = "ocx.sh";

    private readonly Dictionary<string, Uri> _registries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _insecure;

    /// <exception cref="Diagnostics.OcxException">OCX1015, OCX1018, OCX1019.</exception>
    public OcxConfiguration(ConfigurationTiers tiers, VariableReader variables)
    {
        string? defaultRegistry = null;
        foreach (var file in tiers.Files().Select(ConfigurationFile.Read))
        {
            defaultRegistry = file.DefaultRegistry ?? defaultRegistry;
            foreach (var (name, url) in file.Registries)
            {
                _registries[name] = url;
            }
        }

        defaultRegistry = variables.Text(OcxVariables.DefaultRegistry) ?? defaultRegistry ?? BuiltInRegistry;
        DefaultRegistry = IsNickname(defaultRegistry) && UrlOf(defaultRegistry) is { Scheme: "https" } address ? address.Authority : defaultRegistry;
        _insecure = [.. variables.List(OcxVariables.InsecureRegistries)];
    }

    /// <summary>The registry of identifiers that name none.</summary>
    public string DefaultRegistry { get; }

    /// <summary>Where the configuration puts a registry; null when it does not say.</summary>
    public Uri? UrlOf(string registry) => _registries.GetValueOrDefault(registry);

    /// <summary>Whether plain HTTP is allowed for a host.</summary>
    public bool IsInsecure(string host) => _insecure.Contains(host);

    /// <summary>A name that could not be a host stands for the host its entry gives.</summary>
    private static bool IsNickname(string name) => name.AsSpan().IndexOfAny('.', ':') < 0 && name != "localhost";
}
