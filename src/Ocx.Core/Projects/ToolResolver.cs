using Ocx.Core.Diagnostics;
using Ocx.Core.Resolution;

namespace Ocx.Core.Projects;

/// <summary>Resolves declared tools to what a lock holds: the digest of every platform that the publisher ships.</summary>
internal sealed class ToolResolver(PackageResolver resolver)
{
    /// <summary>All at once; the first failure, with the place of its declaration, stops the rest.</summary>
    public async Task<IReadOnlyList<LockedTool>> ResolveAsync(
        IReadOnlyList<ToolDeclaration> tools, int lockVersion, CancellationToken cancellationToken) =>
        await Task.WhenAll(tools.Select(tool => ResolveAsync(tool, lockVersion, cancellationToken)));

    private async Task<LockedTool> ResolveAsync(ToolDeclaration tool, int lockVersion, CancellationToken cancellationToken)
    {
        try
        {
            var published = await resolver.ListPlatformsAsync(tool.Identifier, cancellationToken);
            if (published.Count == 0)
            {
                throw new OcxException(
                    RegistryErrors.PlatformMissing, $"{tool.Identifier} offers no platform.", nextStep: RegistryErrors.PlatformMissing.Remedy);
            }

            var platforms = published.Select(offer => LockedPlatform.Create(offer.Platform, offer.Digest, lockVersion)).ToList();
            return platforms.GroupBy(platform => platform.Key).FirstOrDefault(same => same.Distinct().Count() > 1) is { } twice
                ? throw new OcxException(
                    RegistryErrors.PlatformAmbiguous,
                    $"{tool.Identifier} offers two packages for {twice.Key}.",
                    nextStep: "Tell the publisher of the package.")
                : new(tool.Group, tool.Name, tool.Identifier, platforms.DistinctBy(platform => platform.Key));
        }
        catch (OcxException exception) when (exception.Location is null && tool.Location != default)
        {
            throw new OcxException(exception.Code, exception.Message, tool.Location, exception.NextStep, exception, exception.Exit);
        }
    }
}
