using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Descriptions;

namespace Ocx.Core;

/// <content>What repositories say of themselves to people.</content>
public sealed partial class OcxEngine
{
    private DescriptionReader Descriptions => new(ReachableRegistries);

    /// <summary>Says something of a repository, and keeps what is said already where nothing else is given.</summary>
    /// <exception cref="OcxException">OCX1022, OCX2025 to OCX2027, OCX5001, and what the registry and the file system end with.</exception>
    public Task DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) => Describer.DescribeAsync(request, cancellationToken);

    /// <summary>Says of a repository what another one says of itself, byte for byte.</summary>
    /// <exception cref="OcxException">OCX2002: it says nothing. OCX2025, OCX2026, OCX2028, OCX5001, and what the registries end with.</exception>
    public async Task DescribeFromAsync(Identifier package, Identifier source, CancellationToken cancellationToken)
    {
        if (!await Describer.CopyAsync(source, package, cancellationToken))
        {
            throw new OcxException(
                RegistryErrors.NotFound, $"{source.RepositoryName} has no description to take over.", nextStep: "Give it one with `ocx package describe`, or name another repository.");
        }
    }

    /// <summary>What repositories say of themselves, in request order; null for one that says nothing.</summary>
    /// <exception cref="OcxException">OCX2026, OCX5001, and what the registry ends with.</exception>
    public Task<IReadOnlyList<Description?>> ReadDescriptionsAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken) =>
        Descriptions.ReadAsync(packages, cancellationToken);

    /// <summary>Saves the README or the logo of a description.</summary>
    /// <param name="path">Absolute, or from the working directory.</param>
    /// <exception cref="OcxException">OCX2002, OCX2026, OCX3001, OCX3002, OCX5001, and what the registry ends with.</exception>
    public Task SaveDescriptionFileAsync(Identifier package, Descriptor file, string path, CancellationToken cancellationToken) =>
        Descriptions.SaveAsync(package, file, Absolute(path), cancellationToken);

    private DescriptionPublisher Describer => new(ReachableRegistries, Time);
}
