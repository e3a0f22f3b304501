using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Store;

namespace Ocx.Core.Resolution;

/// <summary>
/// Which repositories, tags, variants and platforms there are: as the local index knows, or in remote mode as the registries say. Questions
/// note nothing; only <see cref="UpdateAsync"/> does.
/// </summary>
public sealed class PackageIndex(OcxStore store, IRegistryProvider registries, ResolutionMode mode, IEngineObserver? observer)
{
    private readonly TagStore _tags = new(store.TagsDirectory);

    /// <summary>
    /// Asks the registries what tags mean now, and notes it. All packages are tried; the failure of the first in request order is thrown at the
    /// end, and the observer is told of the others.
    /// </summary>
    /// <exception cref="OcxException">OCX1022: a digest. OCX5001, OCX5002, OCX2002, and what registry and store end with.</exception>
    public async Task UpdateAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        RefuseFrozen();
        RefuseDigests(packages);
        using var places = new RequestPlaces();
        var refresh = new TagRefresh(store, _tags, mode == ResolutionMode.Offline ? new RegistriesWithoutNetwork(registries) : registries, places);
        await CompleteAsync(packages.Select(package => NothingAsync(refresh.RunAsync(package, cancellationToken))));
    }

    /// <summary>The tags of each repository, in ordinal order; of a package with a tag at most that one.</summary>
    /// <param name="required">Whether it is an error that nothing is known of one: OCX2002, OCX5001, OCX5002.</param>
    /// <returns>In request order.</returns>
    /// <exception cref="OcxException">OCX1022: a digest. What a registry ends with.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ListTagsAsync(
        IReadOnlyList<Identifier> packages, bool required, CancellationToken cancellationToken)
    {
        RefuseDigests(packages);
        using var places = new RequestPlaces();
        return await CompleteAsync(packages.Select(async package =>
        {
            var tags = mode == ResolutionMode.Remote
                ? await places.ListTagsAsync(registries.Open(package.Registry), package, cancellationToken)
                : _tags.KnownTags(package);
            IReadOnlyList<string> wanted = package.Tag is null ? tags : [.. tags.Where(tag => tag == package.Tag)];
            return tags.Count > 0 || !required ? wanted : throw Unknown(package);
        }));
    }

    /// <summary>The names of the variants that have versions among the tags, in ordinal order. The default one has no name.</summary>
    /// <inheritdoc cref="ListTagsAsync"/>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ListVariantsAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken) =>
        [.. (await ListTagsAsync(packages, required: true, cancellationToken)).Select(Variants)];

    /// <summary>The platforms of each package, in ordinal order. An unknown tag is looked up as when installing, and not noted.</summary>
    /// <returns>In request order.</returns>
    /// <exception cref="OcxException">As of the resolver.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ListPlatformsAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        var resolver = new PackageResolver(store, registries, mode, observer, notes: false);
        return await CompleteAsync(packages.Select(async package =>
        {
            var offers = await resolver.ListPlatformsAsync(package, cancellationToken);
            IReadOnlyList<string> platforms = [.. offers.Select(offer => offer.Platform.ToString()).Distinct().Order(StringComparer.Ordinal)];
            return platforms;
        }));
    }

    /// <summary>The repositories of registries, without duplicates, in ordinal order.</summary>
    /// <exception cref="OcxException">OCX1020: not a registry's name. What the registry ends with, such as one that does not tell.</exception>
    public async Task<IReadOnlyList<Identifier>> ListRepositoriesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await CompleteAsync(names.Select(name => ListRepositoriesAsync(Checked(name), cancellationToken)));
        return [.. found.SelectMany(list => list).Distinct().OrderBy(repository => repository.RepositoryName, StringComparer.Ordinal)];
    }

    private static string Checked(string registry) => Identifier.TryParse("any", registry, out _, out var problem)
        ? registry
        : throw new OcxException(ProjectErrors.IdentifierInvalid, $"'{registry}' is not a registry: {problem}.", nextStep: "Write its host, such as ghcr.io.");

    private static IReadOnlyList<string> Variants(IReadOnlyList<string> tags) =>
    [
        .. tags.Select(tag => PackageVersion.TryParse(tag, out var version) ? version.Variant : null)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static void RefuseDigests(IReadOnlyList<Identifier> packages)
    {
        if (packages.FirstOrDefault(package => package.Digest is not null) is { } pinned)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid, $"{pinned} has a digest, and this is about tags.", nextStep: $"Write {pinned with { Digest = null }}.");
        }
    }

    private static async Task<bool> NothingAsync(Task work)
    {
        await work;
        return true;
    }

    private async Task<IReadOnlyList<Identifier>> ListRepositoriesAsync(string registry, CancellationToken cancellationToken)
    {
        if (mode != ResolutionMode.Remote)
        {
            return _tags.KnownRepositories(registry);
        }

        // A name that could not be asked for is of no use.
        var listed = await registries.Open(registry).ListRepositoriesAsync(cancellationToken);
        return [.. listed.Where(Identifier.IsRepository).Select(name => new Identifier(registry, name))];
    }

    private OcxException Unknown(Identifier package) => mode == ResolutionMode.Remote
        ? TagRefresh.NoTags(registries.Open(package.Registry), package)
        : new(
            mode switch { ResolutionMode.Offline => PolicyErrors.Offline, ResolutionMode.Frozen => PolicyErrors.Frozen, _ => RegistryErrors.NotFound },
            $"The local index knows no tag of {package.RepositoryName}.",
            nextStep: $"Run `ocx index update {package.RepositoryName}`, or ask the registry with `ocx --remote index list {package.RepositoryName}`.");

    private void RefuseFrozen()
    {
        if (mode == ResolutionMode.Frozen)
        {
            throw new OcxException(
                PolicyErrors.Frozen,
                "The local index cannot be updated: that asks the registries what tags mean now.",
                nextStep: $"Leave out {ModeSwitches.Frozen}.");
        }
    }

    private async Task<IReadOnlyList<T>> CompleteAsync<T>(IEnumerable<Task<T>> work)
    {
        var tasks = work.ToList();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var other in tasks.Where(task => task.IsFaulted).Skip(1))
        {
            observer?.Warn(other.Exception!.InnerException!.Message);
        }

        return [.. tasks.Select(task => task.GetAwaiter().GetResult())];
    }
}
