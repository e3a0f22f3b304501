using Ocx.Core.Collection;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>
/// Fetches again what is damaged. Packages are the unit: each is made anew from its manifest, its damaged layers first, and takes the old
/// one's place when it is complete. Packages that share a damaged layer have its files too, and are made anew as well.
/// </summary>
internal sealed class StoreRepair(RepairContext context, ObjectChecks checks, PackageInstaller installer, IEngineObserver? observer)
{
    /// <summary>Why an object was not repaired, by its path.</summary>
    private readonly Dictionary<string, OcxException> _failures = new(StringComparer.Ordinal);

    private readonly HashSet<string> _damagedLayers = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        var damaged = findings.Where(finding => finding.IsDamage).ToList();
        _damagedLayers.UnionWith(PathsOf(FindingKind.Layer));
        var documents = new DocumentRepair(context, installer);
        foreach (var blob in PathsOf(FindingKind.Blob))
        {
            await TryAsync(blob, () => documents.RepairAsync(blob, cancellationToken));
        }

        var dangling = PathsOf(FindingKind.Link).Select(InstallLinks.PackageOf).OfType<string>().Where(package => !Directory.Exists(package));
        await RebuildAsync(
            [.. PathsOf(FindingKind.Package), .. PathsOf(FindingKind.Layer).SelectMany(context.UsersOf), .. dangling], cancellationToken);
        foreach (var link in PathsOf(FindingKind.Link))
        {
            await TryAsync(link, () => MendAsync(link, null, cancellationToken));
        }

        foreach (var leftover in findings.Where(finding => finding.Status == FindingStatus.Leftover))
        {
            await TryAsync(leftover.Path, () => RemoveAsync(leftover.Path, cancellationToken));
        }

        return [.. findings.Select(finding => Judge(finding, cancellationToken)), .. NotRebuilt(damaged)];

        IReadOnlyList<string> PathsOf(FindingKind kind) => [.. damaged.Where(finding => finding.Kind == kind).Select(finding => finding.Path).Distinct()];
    }

    /// <summary>Dependencies before dependents, which are made with them.</summary>
    private async Task RebuildAsync(IEnumerable<string> packages, CancellationToken cancellationToken)
    {
        var wanted = packages.ToHashSet(StringComparer.Ordinal);
        var order = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var package in wanted.Order(StringComparer.Ordinal))
        {
            Visit(package);
        }

        order.Reverse();
        foreach (var package in order)
        {
            await TryAsync(package, () => RebuildAsync(package, cancellationToken));
        }

        // Puts a package behind all that need it: the reverse of what is wanted.
        void Visit(string package)
        {
            if (seen.Add(package))
            {
                foreach (var user in context.UsersOf(package).Where(wanted.Contains))
                {
                    Visit(user);
                }

                order.Add(package);
            }
        }
    }

    private async Task RebuildAsync(string package, CancellationToken cancellationToken)
    {
        var origin = context.OriginOf(package) ?? throw new OcxException(
            StoreErrors.Damaged,
            $"Nothing says which registry and repository the package '{package}' came from, so it cannot be fetched again.",
            nextStep: $"If nothing needs it, `ocx clean` removes it. Otherwise delete it, and install it again by its name.");
        await installer.RebuildAsync(origin, _damagedLayers, cancellationToken);
        foreach (var link in context.Links.Where(link => InstallLinks.PackageOf(link) == package))
        {
            await MendAsync(link, null, cancellationToken);
        }
    }

    private Task MendAsync(string link, PackageDirectory? other, CancellationToken cancellationToken) =>
        context.Store.Links.MendAsync(link, other, holder => observer?.Waiting(holder), cancellationToken);

    /// <param name="reference">Path of a package's reference back to a link.</param>
    private async Task RemoveAsync(string reference, CancellationToken cancellationToken)
    {
        if (SymbolicLink.Target(reference) is { } link)
        {
            await MendAsync(link, new PackageDirectory(Path.GetFullPath("../../..", reference)), cancellationToken);
        }
    }

    private async Task TryAsync(string path, Func<Task> repair)
    {
        try
        {
            await repair();
        }
        catch (Exception exception) when (exception is OcxException || FileFailure.Is(exception))
        {
            _failures[path] = exception as OcxException ?? FileFailure.From(exception, path, "repair");
        }
    }

    /// <summary>Only what looks sound now counts as repaired.</summary>
    private Finding Judge(Finding finding, CancellationToken cancellationToken)
    {
        if (finding.Status == FindingStatus.Unverifiable)
        {
            return finding;
        }

        if (FailureOf(finding) is null && IsSound(finding, cancellationToken))
        {
            return finding with { Status = FindingStatus.Repaired };
        }

        return finding.IsDamage ? finding with { Status = FindingStatus.Failed, Failure = FailureOf(finding) ?? Remains(finding) } : finding;
    }

    /// <summary>Packages that were sound but for a layer that is repaired, and still have the old one's files.</summary>
    private IReadOnlyList<Finding> NotRebuilt(IReadOnlyList<Finding> damaged) =>
    [
        .. damaged.Where(finding => finding.Kind == FindingKind.Layer && !_damagedLayers.Contains(finding.Path))
            .SelectMany(finding => context.UsersOf(finding.Path))
            .Distinct(StringComparer.Ordinal)
            .Where(package => _failures.ContainsKey(package) && !damaged.Any(finding => finding.Path == package))
            .Select(package => context.Identify(
                new(FindingKind.Package, package, "content: it has files of a damaged layer", FindingStatus.Failed) { Failure = _failures[package] })),
    ];

    private OcxException? FailureOf(Finding finding) =>
        _failures.GetValueOrDefault(finding.Path)
        ?? (finding.Kind switch
        {
            FindingKind.Layer when _damagedLayers.Contains(finding.Path) => context.UsersOf(finding.Path),
            FindingKind.Link when InstallLinks.PackageOf(finding.Path) is { } target => [target],
            _ => [],
        }).Select(path => _failures.GetValueOrDefault(path)).FirstOrDefault(failure => failure is not null);

    private bool IsSound(Finding finding, CancellationToken cancellationToken) => finding.Kind switch
    {
        FindingKind.Link when finding.Status == FindingStatus.Leftover => SymbolicLink.Target(finding.Path) is null,
        FindingKind.Link => checks.CheckLink(finding.Path).Count == 0,
        FindingKind.Package => IsSound(ObjectKind.Package, finding.Path, cancellationToken),
        FindingKind.Layer => IsSound(ObjectKind.Layer, finding.Path, cancellationToken),
        _ => BlobCheck.IsSound(finding.Path) || DocumentRepair.IsForgotten(finding.Path, context.UsersOf(finding.Path)),
    };

    private bool IsSound(ObjectKind kind, string path, CancellationToken cancellationToken) =>
        TreeEntry.IsDirectory(path) && checks.Check(kind, path, cancellationToken).All(finding => !finding.IsDamage || finding.Path != path);

    private OcxException Remains(Finding finding) => finding.Kind == FindingKind.Layer && !context.UsersOf(finding.Path).Any()
        ? new(StoreErrors.Damaged, $"No package has the layer '{finding.Path}', so it is not fetched again.", nextStep: "`ocx clean` removes it.")
        : new(StoreErrors.Damaged, $"'{finding.Path}' is still damaged: {finding.Problem}.", nextStep: "`ocx clean` removes it, if nothing needs it.");
}
