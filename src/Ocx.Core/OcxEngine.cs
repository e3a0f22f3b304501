using Ocx.Core.Collection;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Projects;
using Ocx.Core.Publishing;
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
public sealed class OcxEngine : IDisposable
{
    private readonly IEngineObserver? _observer;
    private readonly VariableReader _variables;
    private readonly OcxStore _store;
    private readonly InstallationStatistics _statistics = new();
    private readonly Lazy<OcxConfiguration> _configuration;
    private readonly Lazy<RegistryConnections> _connections;
    private readonly Lazy<PackageInstaller> _installer;
    private readonly bool _offline;
    private readonly bool _remote;
    private readonly bool _frozen;
    private bool _leaseTaken;

    /// <exception cref="OcxException">OCX1022: the options contradict each other.</exception>
    public OcxEngine(EngineOptions options, IEngineObserver? observer = null)
    {
        Options = options;
        _observer = observer;
        _variables = new(options.Variables, message => observer?.Warn(message));
        _offline = options.Offline || _variables.Flag(OcxVariables.Offline);
        _remote = options.Remote || _variables.Flag(OcxVariables.Remote);
        _frozen = options.Frozen || _variables.Flag(OcxVariables.Frozen);
        if (_frozen && _remote)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid,
                $"{ModeSwitches.Frozen} forbids what {ModeSwitches.Remote} asks for: to look up tags in the registry.",
                nextStep: "Leave out one of them.");
        }

        Home = HomeDirectory.Find(options.Home, _variables, options.WorkingDirectory).Value;
        _store = new(Home, observer, IndexDirectory is { } index ? Absolute(index) : null);
        _configuration = new(() => new(
            new(Home, _variables, options.WorkingDirectory, options.ConfigFile, message => observer?.Warn(message)), _variables));
        _connections = new(() => new(Network(_offline), options.Time));
        _installer = new(() => new(_store, Registries, new LauncherWriter(_store), _variables.Flag(OcxVariables.NoCodesign), observer, _statistics));
    }

    public EngineOptions Options { get; }

    /// <summary>Absolute path of the store.</summary>
    public string Home { get; }

    /// <summary>The registry of identifiers that name none.</summary>
    public string DefaultRegistry => _configuration.Value.DefaultRegistry;

    /// <summary>Every setting with the value in effect and where it was found, by key.</summary>
    /// <exception cref="OcxException">What the configuration ends with.</exception>
    public IReadOnlyList<EffectiveSetting> Settings => new EffectiveSettings(Options, _configuration.Value).All;

    /// <summary>The places where configuration was looked for, lowest first.</summary>
    public IReadOnlyList<ConfigurationSource> ConfigurationSources => _configuration.Value.Sources;

    /// <summary>The <c>OCX_*</c> variables a child process gets, so that an ocx it starts behaves like this one; null: to be removed.</summary>
    public IReadOnlyDictionary<string, string?> ForwardedVariables => new Dictionary<string, string?>
    {
        [OcxVariables.Index] = IndexDirectory is { } index ? Absolute(index) : null,
        [OcxVariables.Offline] = _offline ? "1" : null,
        [OcxVariables.Remote] = _remote ? "1" : null,
        [OcxVariables.Frozen] = _frozen ? "1" : null,
        [OcxVariables.Mirrors] = _variables.Text(OcxVariables.Mirrors),
        [OcxVariables.Config] = (Options.ConfigFile ?? _variables.Text(OcxVariables.Config)) is { } file ? Absolute(file) : null,
    };

    private static string GeneratedBy => $"ocx {ProductVersion.Current}";

    private ConfiguredRegistries Registries => new(_configuration.Value, _connections.Value);

    private string? IndexDirectory => Options.Index ?? _variables.Text(OcxVariables.Index);

    private ResolutionMode Mode =>
        _offline ? ResolutionMode.Offline : _frozen ? ResolutionMode.Frozen : _remote ? ResolutionMode.Remote : ResolutionMode.Default;

    private PackageResolver Resolver => new(_store, Registries, Mode, _observer);

    private Lazy<ProjectLocker> Locker => new(() => new(_store, Resolver, GeneratedBy, _observer));

    /// <summary>Offline wins over remote: tags are taken from the local index, and nothing is looked up or noted.</summary>
    public bool IsPinnedOnly => _offline && _remote;

    /// <summary>The tags and repositories that are known here or, if remote, that the registries have.</summary>
    public PackageIndex Index => new(_store, Registries, Mode, _observer);

    /// <summary>Reads an identifier that may leave out the registry.</summary>
    public Identifier ParseIdentifier(string text) => Identifier.Parse(text, DefaultRegistry);

    /// <summary>The project file in effect: the named one, <c>OCX_PROJECT</c>, or the nearest <c>ocx.toml</c> from the working directory up.</summary>
    /// <exception cref="OcxException">OCX1001.</exception>
    public string FindProjectFile(string? named) => new ProjectLocation(_variables, Options.WorkingDirectory, _observer).Find(named);

    /// <summary>Writes an empty project file; returns its path.</summary>
    /// <exception cref="OcxException">OCX1016.</exception>
    public string InitProject(string directory) => NewProject.Write(Absolute(directory));

    /// <summary>Adds tools to the project file and resolves them into the lock, all or none.</summary>
    /// <param name="group">Null: the default group.</param>
    public async Task<IReadOnlyList<LockRow>> AddAsync(
        string projectFile, string? group, IReadOnlyList<ToolAddition> tools, CancellationToken cancellationToken) =>
        Rows(await Locker.Value.AddAsync(ProjectFiles.Of(Absolute(projectFile)), group ?? ProjectGroup.Default, tools, cancellationToken));

    /// <summary>Brings the lock up to date with the project file. A lock that is current is left byte for byte, without a request.</summary>
    public async Task<IReadOnlyList<LockRow>> LockAsync(string projectFile, CancellationToken cancellationToken) =>
        Rows(await Locker.Value.LockAsync(ProjectFiles.Of(Absolute(projectFile)), cancellationToken));

    /// <summary>Asks the registries what the tags mean now, and locks that. Offline, only registries that are directories can be asked.</summary>
    /// <param name="groups">Only these groups; empty: all.</param>
    /// <param name="names">Only these tools; empty: all.</param>
    /// <param name="write">False: only look; OCX1006 when something would change.</param>
    /// <exception cref="OcxException">OCX5001, OCX5002, and what locking ends with.</exception>
    public async Task<IReadOnlyList<LockRow>> UpdateAsync(
        string projectFile, IReadOnlyList<string> groups, IReadOnlyList<string> names, bool write, CancellationToken cancellationToken)
    {
        if (_frozen)
        {
            throw new OcxException(PolicyErrors.Frozen, "Frozen forbids to look up what tags mean now.", nextStep: $"Leave out {ModeSwitches.Frozen}.");
        }

        var live = new PackageResolver(_store, _offline ? new RegistriesWithoutNetwork(Registries) : Registries, ResolutionMode.Remote);
        var locker = new ProjectLocker(_store, live, GeneratedBy, _observer);
        return Rows(await locker.UpdateAsync(ProjectFiles.Of(Absolute(projectFile)), groups, names, write, cancellationToken));
    }

    /// <summary>Fails unless the lock is current (OCX1005, OCX1006). Reads files only.</summary>
    public IReadOnlyList<LockRow> CheckLock(string projectFile) => Rows(Locker.Value.Check(ProjectFiles.Of(Absolute(projectFile))));

    /// <summary>Makes the project's locked tools present in the store. Requests nothing when they are.</summary>
    /// <exception cref="OcxException">Any of bands 1xxx, 2xxx, 3xxx and 5xxx.</exception>
    public Task<RestoreResult> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) =>
        Restorer.RestoreAsync(request, cancellationToken);

    /// <summary>What a restore would fetch. Reads files only.</summary>
    public IReadOnlyList<RestorePlanItem> PlanRestore(RestoreRequest request) =>
    [
        .. Restorer.Plan(request).Select(tool => new RestorePlanItem(
            tool.Declared with { Tag = null, Digest = tool.Digest },
            new PackageDirectory(tool.Root).IsInstalled ? tool.Root : null)),
    ];

    /// <summary>Makes packages and their dependencies present in the store, in parallel; the first failure in request order is thrown at the end.</summary>
    /// <param name="link">Make the <c>candidates/{tag}</c> symlink of each.</param>
    /// <param name="select">Make the <c>current</c> symlink of each too.</param>
    public Task<IReadOnlyList<InstalledPackage>> InstallAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, bool link, bool select, CancellationToken cancellationToken) =>
        Requests.InstallAsync(packages, platform ?? HostPlatform.Current, link, select, cancellationToken);

    /// <summary>Where packages are in the store; nothing is downloaded.</summary>
    /// <exception cref="OcxException">OCX3010.</exception>
    public Task<IReadOnlyList<InstalledPackage>> FindAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, CancellationToken cancellationToken) =>
        Requests.FindAsync(packages, platform ?? HostPlatform.Current, cancellationToken);

    /// <summary>Where the install links of packages lead; nothing is resolved, no request is made.</summary>
    /// <exception cref="OcxException">OCX3010, OCX3014.</exception>
    public Task<IReadOnlyList<InstalledPackage>> FindLinkedAsync(
        IReadOnlyList<Identifier> packages, InstallLinkKind kind, CancellationToken cancellationToken) =>
        new LinkedPackages(_store).FindAsync(packages, kind, cancellationToken);

    /// <summary>Points <c>current</c> of each repository at a package that is in the store; nothing is downloaded.</summary>
    /// <returns>In request order; without a link where the package is for another machine.</returns>
    /// <exception cref="OcxException">OCX3010, OCX3014.</exception>
    public async Task<IReadOnlyList<InstalledPackage>> SelectAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, CancellationToken cancellationToken)
    {
        // What a tag means is taken from the store, however the engine is set.
        using var connections = new RegistryConnections(Network(offline: true));
        return await RequestsThrough(LocalResolver(connections)).SelectAsync(packages, platform, cancellationToken);
    }

    /// <summary>Removes the <c>current</c> link of each package's repository.</summary>
    /// <returns>In request order; empty where there was none.</returns>
    /// <exception cref="OcxException">OCX3014.</exception>
    public async Task<IReadOnlyList<Uninstallation>> DeselectAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken) =>
        await RemoveLinksAsync(packages, [InstallLinkKind.Current], cancellationToken);

    /// <summary>Removes the <c>candidates/{tag}</c> link of each package.</summary>
    /// <param name="deselect">Its repository's <c>current</c> link too, whatever that points to.</param>
    /// <param name="purge">Delete what no other link, project or process needs of the packages that the links pointed to.</param>
    /// <returns>In request order; empty where there was no link.</returns>
    /// <exception cref="OcxException">OCX3014.</exception>
    public async Task<IReadOnlyList<Uninstallation>> UninstallAsync(
        IReadOnlyList<Identifier> packages, bool deselect, bool purge, CancellationToken cancellationToken)
    {
        InstallLinkKind[] kinds = deselect ? [InstallLinkKind.Candidate, InstallLinkKind.Current] : [InstallLinkKind.Candidate];
        var removed = await RemoveLinksAsync(packages, kinds, cancellationToken);
        if (!purge)
        {
            return removed;
        }

        var collection = await new Collector(_store, _observer).PurgeAsync(
            [.. removed.SelectMany(package => package.Links).Select(link => link.Package).Distinct()], cancellationToken);
        foreach (var failure in collection.Failures)
        {
            _observer?.Warn(failure.Message);
        }

        var purged = collection.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return [.. removed.Select(package => package with { Purged = package.Links.Any(link => purged.Contains(link.Package)) })];
    }

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

    /// <summary>Packs a directory into a layer archive, with its metadata beside it.</summary>
    public Task<CreateResult> CreatePackageAsync(CreateRequest request, CancellationToken cancellationToken) =>
        new PackageCreator(Options.WorkingDirectory).CreateAsync(request, cancellationToken);

    /// <summary>Publishes layers and metadata as a package for one platform under a tag; other platforms of the tag stay.</summary>
    public Task<PushResult> PushPackageAsync(PushRequest request, CancellationToken cancellationToken) =>
        new PackagePublisher(Registries).PushAsync(request, cancellationToken);

    /// <summary>Accounts at registries: signing in and out.</summary>
    public RegistryAccounts Accounts => new(Registries.SettingsOf, Network(_offline));

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

    private ProjectRestorer Restorer => new(_store, Locker, _installer, _statistics);

    private PackageRequests Requests => RequestsThrough(Resolver);

    private PackageRequests RequestsThrough(PackageResolver resolver) =>
        new(_store, resolver, _installer, _observer, Options.Jobs ?? _variables.Count(OcxVariables.Jobs));

    private async Task<IReadOnlyList<string>> FindRootsAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        using var connections = new RegistryConnections(Network(offline: true));
        return await new PackageRoots(_store, LocalResolver(connections)).FindAsync(packages, cancellationToken);
    }

    private PackageResolver LocalResolver(RegistryConnections connections) =>
        new(_store, new ConfiguredRegistries(_configuration.Value, connections), ResolutionMode.Offline);

    private async Task<IReadOnlyList<Uninstallation>> RemoveLinksAsync(
        IReadOnlyList<Identifier> packages, IReadOnlyList<InstallLinkKind> kinds, CancellationToken cancellationToken)
    {
        LinkedPackages.RequireTags(packages);
        var removed = new List<Uninstallation>(packages.Count);
        foreach (var package in packages)
        {
            removed.Add(new(package, await _store.Links.RemoveAsync(package, kinds, holder => _observer?.Waiting(holder), cancellationToken)));
        }

        return removed;
    }

    private NetworkSettings Network(bool offline) =>
        new(_variables, offline, _configuration.Value.IsInsecure, message => _observer?.Warn(message)) { WorkingDirectory = Options.WorkingDirectory };

    private string Absolute(string path) => Path.GetFullPath(path, Options.WorkingDirectory);

    private static IReadOnlyList<LockRow> Rows(LockFile lockFile) =>
        [.. lockFile.Tools.Select(tool => new LockRow(tool.Name, tool.Group, tool.Repository.RepositoryName, tool.Platforms))];
}
