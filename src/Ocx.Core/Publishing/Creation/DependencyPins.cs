using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Resolution;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Settles what the dependencies of a package are: the manifests of its own platform, and nothing that leads back to it.</summary>
public sealed class DependencyPins(PackageResolver resolver, PackageDocuments documents)
{
    private const int ParallelLookups = 16;

    /// <summary>The dependencies with the digests of the manifests for a platform; those that have one are checked.</summary>
    /// <param name="locationOf">The place of a dependency, by its number.</param>
    /// <exception cref="OcxException">OCX3020, and what resolving ends with; with the place. Of several, that of the first dependency.</exception>
    public async Task<IReadOnlyList<Dependency>> PinAsync(
        IReadOnlyList<Dependency> dependencies, Platform platform, Func<int, SourceLocation> locationOf, CancellationToken cancellationToken)
    {
        var pinned = new Dependency[dependencies.Count];
        var failures = new OcxException?[dependencies.Count];
        await Parallel.ForEachAsync(
            dependencies.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelLookups, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                try
                {
                    pinned[item.Index] = item.Item with { Identifier = await PinAsync(item.Item.Identifier, platform, token) };
                }
                catch (OcxException failure)
                {
                    // The others go on, so that it does not depend on the network which one is told.
                    failures[item.Index] = At(locationOf(item.Index), failure);
                }
            });
        return failures.FirstOrDefault(failure => failure is not null) is { } first ? throw first : pinned;
    }

    /// <summary>Follows the dependencies that have digests, and theirs.</summary>
    /// <param name="package">What they must not lead to; its tag and digest do not matter.</param>
    /// <exception cref="OcxException">OCX3019, OCX2008, and what reading ends with.</exception>
    public async Task RefuseCycleAsync(
        Identifier package, IReadOnlyList<Dependency> dependencies, Func<int, SourceLocation> locationOf, CancellationToken cancellationToken)
    {
        var known = new HashSet<(string, Digest)>();
        var waiting = new Queue<(int Origin, Identifier[] Way)>(
            dependencies.Index().Where(item => item.Item.Identifier.Digest is not null).Select(item => (item.Index, new[] { item.Item.Identifier })));
        while (waiting.TryDequeue(out var next))
        {
            var current = next.Way[^1];
            if (!known.Add((current.RepositoryName, current.Digest!.Value)))
            {
                continue;
            }

            ClosureLimit.Check(known.Count, () => locationOf(next.Origin));
            foreach (var dependency in await DependenciesOfAsync(next.Way, () => locationOf(next.Origin), cancellationToken))
            {
                Identifier[] way = [.. next.Way, dependency.Identifier];
                if (dependency.Identifier.RepositoryName == package.RepositoryName)
                {
                    throw new OcxException(
                        StoreErrors.DependencyCycle,
                        $"{package.RepositoryName} depends on itself, through {string.Join(" → ", way.Select(step => step.RepositoryName))}.",
                        locationOf(next.Origin),
                        StoreErrors.DependencyCycle.Remedy);
                }

                if (dependency.Identifier.Digest is not null)
                {
                    waiting.Enqueue((next.Origin, way));
                }
            }
        }
    }

    /// <param name="way">From a dependency of the package to the one that is read.</param>
    private async Task<IReadOnlyList<Dependency>> DependenciesOfAsync(Identifier[] way, Func<SourceLocation> location, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await documents.ReadManifestAsync(way[^1], cancellationToken);
            return (await documents.ReadMetadataAsync(way[^1], manifest.Config, cancellationToken)).Dependencies;
        }
        catch (OcxException failure)
        {
            var place = way.Length == 1 ? "" : $" {way[0]} needs it, through {string.Join(" → ", way.Select(step => step.RepositoryName))}.";
            var inner = failure.Location is { } found ? $"{found}: " : "";
            throw new OcxException(
                failure.Code,
                $"Whether {way[0].RepositoryName} leads back to the package cannot be told: {inner}{failure.Message}{place}",
                location(),
                failure.NextStep ?? "Take another version of the dependency.",
                failure,
                failure.Exit);
        }
    }

    /// <summary>What has a place of its own keeps it.</summary>
    private static OcxException At(SourceLocation location, OcxException failure) => failure.Location is not null
        ? failure
        : new OcxException(failure.Code, failure.Message, location, failure.NextStep ?? "", failure, failure.Exit);

    private async Task<Identifier> PinAsync(Identifier dependency, Platform platform, CancellationToken cancellationToken)
    {
        if (dependency.Digest is not null)
        {
            await CheckAsync(dependency, platform, cancellationToken);
            return dependency;
        }

        try
        {
            return (await resolver.ResolveAsync(dependency, platform, cancellationToken)).Pinned;
        }
        catch (OcxException failure) when (platform.IsAny && failure.Code == RegistryErrors.PlatformMissing)
        {
            throw new OcxException(
                StoreErrors.DependencyUnsuitable,
                $"{dependency} is not for any platform, as a package for any platform needs it to be.",
                nextStep: "Make one package for each platform, with `-p`.",
                innerException: failure);
        }
    }

    private async Task CheckAsync(Identifier pinned, Platform platform, CancellationToken cancellationToken)
    {
        if (platform.IsAny)
        {
            throw new OcxException(
                StoreErrors.DependencyUnsuitable,
                $"{pinned} has a digest, which says nothing about the platform it is for.",
                nextStep: "Leave the digest away: what is for any platform is then looked up.");
        }

        try
        {
            await documents.ReadManifestAsync(pinned, cancellationToken);
        }
        catch (OcxException failure) when (failure.Code == RegistryErrors.ManifestInvalid)
        {
            throw new OcxException(
                StoreErrors.DependencyUnsuitable,
                $"The digest of {pinned} does not name the manifest of a platform.",
                nextStep: $"Leave the digest away, and that of the manifest for {platform} is looked up.",
                innerException: failure);
        }
    }
}
