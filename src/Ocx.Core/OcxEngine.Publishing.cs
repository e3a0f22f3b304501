using Ocx.Core.Publishing.Pushing;

namespace Ocx.Core;

/// <content>Publishing packages.</content>
public sealed partial class OcxEngine
{
    private TimeProvider Time => Options.Time ?? TimeProvider.System;

    /// <summary>Publishes layers and metadata as a package for one platform under a tag; other platforms of the tag stay.</summary>
    /// <inheritdoc cref="PackagePublisher.PushAsync" path="/exception"/>
    public Task<PushResult> PushPackageAsync(PushRequest request, CancellationToken cancellationToken) =>
        new PackagePublisher(Registries, Time, _observer).PushAsync(request, cancellationToken);
}
