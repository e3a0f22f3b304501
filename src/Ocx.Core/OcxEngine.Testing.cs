using Ocx.Core.Publishing.Testing;

namespace Ocx.Core;

/// <content>Packages that are not published yet.</content>
public sealed partial class OcxEngine
{
    /// <summary>Makes a package as its users would have it installed, from what would be pushed; nothing is sent.</summary>
    /// <inheritdoc cref="PackageTester.MaterialiseAsync" path="/returns"/>
    /// <inheritdoc cref="PackageTester.MaterialiseAsync" path="/exception"/>
    public Task<TestedPackage> TestPackageAsync(TestRequest request, CancellationToken cancellationToken) =>
        new PackageTester(_store, Registries, _installer.Value, Time).MaterialiseAsync(request, cancellationToken);
}
