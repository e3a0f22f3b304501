using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Installation.Inspection;
using Ocx.Core.Oci;

namespace Ocx.Core;

/// <content>Looking into packages without installing them.</content>
public sealed partial class OcxEngine
{
    /// <summary>What is behind names: platforms, metadata, layers, dependencies. Only documents are fetched, and no tag is noted.</summary>
    /// <param name="platform">Null: this machine's.</param>
    /// <returns>In request order.</returns>
    /// <exception cref="OcxException">OCX2002, OCX2008 to OCX2012, OCX3009, OCX5001, OCX5002, and what the registry ends with.</exception>
    public Task<IReadOnlyList<PackageInspection>> InspectAsync(
        IReadOnlyList<Identifier> packages, InspectionDepth depth, Platform? platform, CancellationToken cancellationToken) =>
        new PackageInspector(new(_store, Registries, Mode, _observer, notes: false), new PackageDocuments(_store, Registries))
            .InspectAsync(packages, depth, platform ?? HostPlatform.Current, cancellationToken);
}
