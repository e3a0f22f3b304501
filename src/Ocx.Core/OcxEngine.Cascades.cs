using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;

namespace Ocx.Core;

/// <content>The rolling tags of published packages.</content>
public sealed partial class OcxEngine
{
    /// <summary>Compares rolling tags (1.2, 1, latest) with the versions they stand for. Changes nothing.</summary>
    /// <inheritdoc cref="CascadeAuditor.CheckAsync" path="/param"/>
    /// <inheritdoc cref="CascadeAuditor.CheckAsync" path="/returns"/>
    /// <inheritdoc cref="CascadeAuditor.CheckAsync" path="/exception"/>
    public Task<IReadOnlyList<CascadeReport>> CheckCascadesAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken) =>
        new CascadeAuditor(Registries).CheckAsync(packages, cancellationToken);

    /// <summary>Writes rolling tags that do not stand for the newest versions below them anew. What cannot be written is told, and stays.</summary>
    /// <inheritdoc cref="CascadeAuditor.RepairAsync" path="/param"/>
    /// <inheritdoc cref="CascadeAuditor.RepairAsync" path="/returns"/>
    /// <inheritdoc cref="CascadeAuditor.RepairAsync" path="/exception"/>
    public Task<IReadOnlyList<CascadeRepair>> RepairCascadesAsync(
        IReadOnlyList<Identifier> packages, bool dryRun, CancellationToken cancellationToken) =>
        new CascadeAuditor(Registries).RepairAsync(packages, dryRun, cancellationToken);
}
