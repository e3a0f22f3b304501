using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Projects;
using Ocx.Core.Publishing;

namespace Ocx.Core;

/// <summary>The only door for the tasks and the command line. Safe for use from several threads.</summary>
public sealed class OcxEngine(EngineOptions options, IEngineObserver? observer = null) : IDisposable
{
    public EngineOptions Options { get; } = options;

    public IEngineObserver? Observer { get; } = observer;

    /// <summary>Absolute path of the store.</summary>
    public string Home => throw new NotImplementedException();

    /// <summary>The registry of identifiers that name none.</summary>
    public string DefaultRegistry => throw new NotImplementedException();

    /// <summary>Reads an identifier that may leave out the registry.</summary>
    public Identifier ParseIdentifier(string text) => Identifier.Parse(text, DefaultRegistry);

    /// <summary>The project file in effect: the named one, <c>OCX_PROJECT</c>, or the nearest <c>ocx.toml</c> from the working directory up.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX1001.</exception>
    public string FindProjectFile(string? named) => throw new NotImplementedException();

    /// <summary>Writes an empty project file; returns its path.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX1016.</exception>
    public string InitProject(string directory) => throw new NotImplementedException();

    /// <summary>Adds tools to the project file and resolves them into the lock, all or none.</summary>
    public Task<IReadOnlyList<LockRow>> AddAsync(
        string projectFile, string? group, IReadOnlyList<ToolAddition> tools, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Brings the lock up to date with the project file. A lock that is current is left byte for byte, without a request.</summary>
    public Task<IReadOnlyList<LockRow>> LockAsync(string projectFile, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Fails unless the lock is current (OCX1005, OCX1006). Reads files only.</summary>
    public IReadOnlyList<LockRow> CheckLock(string projectFile) => throw new NotImplementedException();

    /// <summary>Makes the project's locked tools present in the store. Requests nothing when they are.</summary>
    /// <exception cref="Diagnostics.OcxException">Any of bands 1xxx, 2xxx, 3xxx and 5xxx.</exception>
    public Task<RestoreResult> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What a restore would fetch. Reads files only.</summary>
    public IReadOnlyList<RestorePlanItem> PlanRestore(RestoreRequest request) => throw new NotImplementedException();

    /// <summary>Makes packages and their dependencies present in the store, in parallel; the first failure in request order is thrown at the end.</summary>
    /// <param name="link">Make the <c>candidates/{tag}</c> symlink of each.</param>
    /// <param name="select">Make the <c>current</c> symlink of each too.</param>
    public Task<IReadOnlyList<InstalledPackage>> InstallAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, bool link, bool select, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Where packages are in the store; nothing is downloaded.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX3010.</exception>
    public Task<IReadOnlyList<InstalledPackage>> FindAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The environment of installed packages and their dependencies.</summary>
    /// <param name="packageRoots">As <see cref="RestoredTool.Root"/>, in the order in which they apply.</param>
    /// <param name="selfView">As the packages themselves see it, not their users.</param>
    /// <param name="overrides">Applied last: the project's own entries, the command line's.</param>
    public ComposedEnvironment Compose(
        IReadOnlyList<string> packageRoots, bool selfView = false, IReadOnlyList<EnvironmentEntry>? overrides = null) =>
        throw new NotImplementedException();

    /// <summary>The <c>OCX_*</c> variables a child process gets, so that an ocx it starts behaves like this one.</summary>
    public IReadOnlyDictionary<string, string?> ForwardedVariables => throw new NotImplementedException();

    /// <summary>Packs a directory into a layer archive, with its metadata beside it.</summary>
    public Task<CreateResult> CreatePackageAsync(CreateRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Publishes layers and metadata as a package for one platform under a tag; other platforms of the tag stay.</summary>
    public Task<PushResult> PushPackageAsync(PushRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
