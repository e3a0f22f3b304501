using Ocx.Core.Collection;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Auth;
using Ocx.Core.Registry.Network;
using Ocx.Core.Resolution;
using Ocx.Core.Store;
using Ocx.Core.Verification;

namespace Ocx.Core;

/// <summary>
/// The only door for the tasks and the command line. Safe for use from several threads. What an operation does not need is not made:
/// a restore with nothing to do reads no configuration and opens no registry.
/// </summary>
public sealed partial class OcxEngine : IDisposable
{
    private readonly IEngineObserver? _observer;
    private readonly VariableReader _variables;
    private readonly EngineSettings _settings;
    private readonly OcxStore _store;
    private readonly InstallationStatistics _statistics = new();
    private readonly Lazy<OcxConfiguration> _configuration;
    private readonly Lazy<RegistryConnections> _connections;
    private readonly Lazy<PackageInstaller> _installer;
    private bool _leaseTaken;

    /// <exception cref="OcxException">OCX1022: the options contradict each other.</exception>
    public OcxEngine(EngineOptions options, IEngineObserver? observer = null)
    {
        Options = options;
        _observer = observer;
        _variables = new(options.Variables, message => observer?.Warn(message));
        _settings = new(options, _variables);
        _store = new(Home, observer, _settings.OwnIndex?.Value);
        _configuration = new(() => new(
            new(Home, _variables, options.WorkingDirectory, options.ConfigFile, message => observer?.Warn(message)), _variables));
        _connections = new(() => new(Network(_settings.Offline.Value), options.Time));
        _installer = new(() => new(_store, Registries, new LauncherWriter(_store), _variables.Flag(OcxVariables.NoCodesign), observer, _statistics));
    }

    public EngineOptions Options { get; }

    /// <summary>Absolute path of the store.</summary>
    public string Home => _settings.Home.Value;

    /// <summary>The registry of identifiers that name none.</summary>
    public string DefaultRegistry => _configuration.Value.DefaultRegistry;

    /// <summary>Every setting with the value in effect and where it was found, by key.</summary>
    /// <exception cref="OcxException">What the configuration ends with.</exception>
    public IReadOnlyList<EffectiveSetting> Settings => new EffectiveSettings(_settings, _configuration.Value, _variables).All;

    /// <summary>The places where configuration was looked for, lowest first.</summary>
    public IReadOnlyList<ConfigurationSource> ConfigurationSources => _configuration.Value.Sources;

    /// <summary>The <c>OCX_*</c> variables a child process gets, so that an ocx it starts behaves like this one; null: to be removed.</summary>
    public IReadOnlyDictionary<string, string?> ForwardedVariables => new Dictionary<string, string?>
    {
        [OcxVariables.Index] = _settings.OwnIndex?.Value,
        [OcxVariables.Offline] = _settings.Offline.Value ? "1" : null,
        [OcxVariables.Remote] = _settings.Remote.Value ? "1" : null,
        [OcxVariables.Frozen] = _settings.Frozen.Value ? "1" : null,
        [OcxVariables.Mirrors] = _variables.Text(OcxVariables.Mirrors),
        [OcxVariables.Config] = _settings.ConfigFile?.Value,
    };

    private ConfiguredRegistries Registries => new(_configuration.Value, _connections.Value);

    /// <summary>For what no store can answer: offline only directories.</summary>
    private IRegistryProvider ReachableRegistries => _settings.Offline.Value ? new RegistriesWithoutNetwork(Registries) : Registries;

    private ResolutionMode Mode =>
        _settings.Offline.Value ? ResolutionMode.Offline
        : _settings.Frozen.Value ? ResolutionMode.Frozen
        : _settings.Remote.Value ? ResolutionMode.Remote
        : ResolutionMode.Default;

    private PackageResolver Resolver => new(_store, Registries, Mode, _observer);

    /// <summary>Offline wins over remote: tags are taken from the local index, and nothing is looked up or noted.</summary>
    public bool IsPinnedOnly => _settings.Offline.Value && _settings.Remote.Value;

    /// <summary>The tags and repositories that are known here or, if remote, that the registries have.</summary>
    public PackageIndex Index => new(_store, Registries, Mode, _observer);

    /// <summary>Reads an identifier that may leave out the registry.</summary>
    public Identifier ParseIdentifier(string text) => Identifier.Parse(text, DefaultRegistry);

    /// <summary>The environment of installed packages and their dependencies.</summary>
    /// <param name="packages">In the order in which they apply.</param>
    /// <param name="selfView">As the packages themselves see it, not their users.</param>
    /// <param name="overrides">Applied last: the project's own entries, the command line's.</param>
    public ComposedEnvironment Compose(
        IReadOnlyList<PackageRoot> packages, bool selfView = false, IReadOnlyList<EnvironmentEntry>? overrides = null) =>
        new EnvironmentComposer(_store).Compose(packages, selfView, overrides ?? []);

    /// <summary>Deletes what no link, project or running process needs. Safe beside other processes.</summary>
    /// <exception cref="OcxException">OCX3001, OCX3002, OCX3008.</exception>
    public Task<CollectionResult> CleanAsync(CollectionRequest request, CancellationToken cancellationToken) =>
        new Collector(_store, _observer).CleanAsync(request, cancellationToken);

    /// <summary>Compares what the store holds with the digests it was installed by. Safe beside other processes.</summary>
    /// <param name="packages">Only these and what they need; empty: the whole store.</param>
    /// <param name="repair">Fetch again what is damaged; what cannot be stays as it is.</param>
    /// <exception cref="OcxException">OCX3008; OCX3010: one of the packages is not in the store.</exception>
    public async Task<VerificationResult> VerifyStoreAsync(IReadOnlyList<Identifier> packages, bool repair, CancellationToken cancellationToken)
    {
        var roots = packages.Count == 0 ? null : await FindRootsAsync(packages, cancellationToken);
        return await new StoreVerifier(_store, _installer, _observer).VerifyAsync(roots, repair, cancellationToken);
    }

    /// <summary>Accounts at registries: signing in and out.</summary>
    public RegistryAccounts Accounts => new(Registries.SettingsOf, Network(_settings.Offline.Value));

    /// <summary>
    /// What keeps the packages that this engine restored or found from being collected beside it. From now on it is the caller's to dispose,
    /// not the engine's.
    /// </summary>
    public StoreLease TakeLease()
    {
        _leaseTaken = true;
        return _store.Lease;
    }

    public void Dispose()
    {
        if (_connections.IsValueCreated)
        {
            _connections.Value.Dispose();
        }

        if (!_leaseTaken)
        {
            _store.Dispose();
        }
    }

    private async Task<IReadOnlyList<string>> FindRootsAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        using var connections = new RegistryConnections(Network(offline: true));
        return await new PackageRoots(_store, LocalResolver(connections)).FindAsync(packages, cancellationToken);
    }

    private PackageResolver LocalResolver(RegistryConnections connections) =>
        new(_store, new ConfiguredRegistries(_configuration.Value, connections), ResolutionMode.Offline);

    private NetworkSettings Network(bool offline) =>
        new(_variables, offline, _configuration.Value.IsInsecure, message => _observer?.Warn(message)) { WorkingDirectory = Options.WorkingDirectory };

    private string Absolute(string path) => Path.GetFullPath(path, Options.WorkingDirectory);
}
