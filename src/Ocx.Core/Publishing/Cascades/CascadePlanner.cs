using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>
/// Finds the rolling tags that a new version takes along: each as long as no newer version below it has the platform
/// (contract: package, 3.5). Tracks of variants do not meet.
/// </summary>
/// <param name="registry">The one that is written to, never a mirror.</param>
public sealed class CascadePlanner(IRegistry registry, string repository)
{
    private const int ParallelReads = 8;

    private IReadOnlyList<PackageVersion>? _published;

    /// <summary>Tags are listed for the first plan; further ones, for other platforms, go by the same list.</summary>
    /// <param name="isNew">Publishes the first version: where the registry cannot list the tags, there are none.</param>
    /// <exception cref="OcxException">What the registry ends with when it is asked for its tags.</exception>
    public async Task<CascadePlan> PlanAsync(PackageVersion version, DescriptorPlatform platform, bool isNew, CancellationToken cancellationToken)
    {
        var published = _published ?? await ListVersionsAsync(isNew, cancellationToken);
        var moving = new List<string>();
        foreach (var level in CascadeLevel.Of(version))
        {
            if (await FindStopAsync(level, published, platform, cancellationToken) is { } reason)
            {
                return new(moving, $"{level.Tag} stays: {reason}");
            }

            moving.Add(level.Tag);
        }

        return new(moving, null);
    }

    /// <summary>The greatest first: a rolling tag comes after all that it stands for, and so decides most often.</summary>
    private async Task<IReadOnlyList<PackageVersion>> ListVersionsAsync(bool isNew, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await registry.ListTagsAsync(repository, cancellationToken);
            return _published = [.. tags.Select(tag => PackageVersion.TryParse(tag, out var version) ? version : null).OfType<PackageVersion>().OrderDescending()];
        }
        catch (OcxException) when (isNew)
        {
            return [];
        }
    }

    private async Task<string?> FindStopAsync(
        CascadeLevel level, IReadOnlyList<PackageVersion> published, DescriptorPlatform platform, CancellationToken cancellationToken)
    {
        foreach (var some in published.Where(other => level.IsBlockedBy(other)).Chunk(ParallelReads))
        {
            var answers = await Task.WhenAll(some.Select(other => BlocksAsync(other, platform, cancellationToken)));
            if (answers.OfType<string>().FirstOrDefault() is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>A tag that is no index, or is gone, blocks nothing; one that cannot be read may.</summary>
    /// <returns>Why it blocks, or null.</returns>
    private async Task<string?> BlocksAsync(PackageVersion other, DescriptorPlatform platform, CancellationToken cancellationToken)
    {
        try
        {
            var source = $"{registry.DisplayName}/{repository}:{other}";
            return await registry.FindManifestAsync(repository, other.ToString(), cancellationToken) is { } document
                && MediaTypes.IsIndex(document.MediaType)
                && ImageIndex.Parse(document.Content.Span, source).Manifests.Any(entry => Equals(entry.Platform, platform))
                    ? $"{other} is newer and has {Platform.From(platform)}."
                    : null;
        }
        catch (OcxException failure)
        {
            return $"whether {other} has {Platform.From(platform)} is not known. {failure.Message}";
        }
    }
}
