using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Copying;

namespace Ocx.Core;

/// <content>Copying packages from registry to registry.</content>
public sealed partial class OcxEngine
{
    /// <summary>Copies packages with their digests to another repository or registry; other platforms of its tag stay.</summary>
    /// <exception cref="OcxException">OCX5001, and what the copier ends with.</exception>
    /// <inheritdoc cref="PackageCopier.CopyAsync" path="/exception"/>
    public Task<CopyResult> CopyPackageAsync(CopyRequest request, CancellationToken cancellationToken) =>
        new PackageCopier(ReachableRegistries, Time, _observer).CopyAsync(request, cancellationToken);
}
