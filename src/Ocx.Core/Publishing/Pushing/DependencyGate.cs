using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>
/// Looks before anything is sent whether the dependencies of a package can be had: each pin is the manifest of one platform, and exists; a package
/// for any platform depends on such packages alone (contract: package, 1.7).
/// </summary>
internal sealed class DependencyGate(IRegistryProvider registries)
{
    private const int ParallelChecks = 16;

    /// <param name="file">The metadata, for messages.</param>
    /// <exception cref="OcxException">OCX3009, OCX2002, and what the registries end with.</exception>
    public Task CheckAsync(Metadata metadata, Platform platform, string file, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        metadata.Dependencies,
        new ParallelOptions { MaxDegreeOfParallelism = ParallelChecks, CancellationToken = cancellationToken },
        async (dependency, token) => await CheckAsync(dependency.Identifier, platform, file, token));

    private async Task CheckAsync(Identifier dependency, Platform platform, string file, CancellationToken cancellationToken)
    {
        var registry = registries.Open(dependency.Registry);
        var pin = dependency.Digest!.Value;
        var document = await registry.GetManifestAsync(dependency.Repository, pin.ToString(), cancellationToken) ?? throw new OcxException(
            RegistryErrors.NotFound,
            $"The dependency {dependency} does not exist: {registry.DisplayName} has no such manifest.",
            new SourceLocation(file),
            "Publish the dependency first, or correct the pin.");
        if (MediaTypes.IsIndex(document.MediaType))
        {
            throw Invalid($"The dependency {dependency} is pinned to an index of platforms, not to one platform's manifest.", file);
        }

        // A pin without a tag names no index that could tell.
        if (platform.IsAny && dependency.Tag is not null && !await IsForAnyAsync(registry, dependency, pin, cancellationToken))
        {
            throw Invalid($"The package is for any platform, and the dependency {dependency} is not.", file);
        }
    }

    private static async Task<bool> IsForAnyAsync(IRegistry registry, Identifier dependency, Digest pin, CancellationToken cancellationToken) =>
        await registry.GetManifestAsync(dependency.Repository, dependency.Tag!, cancellationToken) is { } document
        && (MediaTypes.IsIndex(document.MediaType)
            ? ImageIndex.Parse(document.Content.Span, dependency.ToString()).Manifests.Any(entry => entry.Digest == pin && Platform.From(entry.Platform) is { IsAny: true })
            : document.Digest == pin);

    private static OcxException Invalid(string message, string file) => new(
        StoreErrors.MetadataInvalid,
        message,
        new SourceLocation(file),
        "Let `ocx package create --platform P --metadata FILE …` pin it, or publish for one platform at a time.");
}
