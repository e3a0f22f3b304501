using Ocx.Core.Environments;
using Ocx.Core.Projects;

namespace Ocx.Core;

/// <summary>The only door for the tasks and the command line. Safe for use from several threads.</summary>
public sealed class OcxEngine(EngineOptions options, IEngineObserver? observer = null) : IDisposable
{
    public EngineOptions Options { get; } = options;

    public IEngineObserver? Observer { get; } = observer;

    /// <summary>Makes the project's locked tools present in the store. Requests nothing when they are.</summary>
    /// <exception cref="Diagnostics.OcxException">Any of bands 1xxx, 2xxx, 3xxx and 5xxx.</exception>
    public Task<RestoreResult> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The environment of installed packages and their dependencies, for their users; or, with <paramref name="selfView"/>, for themselves.</summary>
    /// <param name="packageRoots">As <see cref="RestoredTool.Root"/>.</param>
    public ComposedEnvironment Compose(IReadOnlyList<string> packageRoots, bool selfView = false) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
