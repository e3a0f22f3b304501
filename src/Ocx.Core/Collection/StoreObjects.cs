using System.Buffers;
using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>Every object of a store as it stands now, and what each needs.</summary>
internal sealed class StoreObjects
{
    private static readonly EnumerationOptions Directories = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string _home;
    private readonly string _canonicalHome;
    private readonly FailureLog _failures;
    private readonly Dictionary<string, StoreObject> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<StoreObject, IReadOnlyList<StoreObject>> _needs = [];
    private readonly HashSet<StoreObject> _unreadable = [];
    private readonly SortedSet<string> _unknownNeeds = new(StringComparer.Ordinal);

    public StoreObjects(string home, FailureLog failures)
    {
        _home = home;
        _canonicalHome = CanonicalPath.Of(home);
        _failures = failures;
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            Scan(kind, Path.Combine(home, DirectoryOf(kind)), depth: 4);
        }
    }

    public IEnumerable<StoreObject> All => _objects.Values;

    public IEnumerable<StoreObject> Packages => All.Where(found => found.Kind == ObjectKind.Package);

    /// <summary>Those of which not all is known, so that they stay.</summary>
    public IReadOnlySet<StoreObject> Unreadable => _unreadable;

    /// <summary>Packages, and directories of packages, that cannot be read: any object may be needed there. More are found as needs are read.</summary>
    public IReadOnlyCollection<string> UnknownNeeds => _unknownNeeds;

    /// <summary>The object at a path; null if there is none, as for every path outside of the store.</summary>
    /// <param name="path">Absolute; may lead to the store over another way than <c>OCX_HOME</c> does.</param>
    public StoreObject? Find(string path) =>
        _objects.TryGetValue(path, out var found) ? found
        : !IsBelow(path, _home) && CanonicalPath.Of(path) is var canonical && IsBelow(canonical, _canonicalHome)
            ? _objects.GetValueOrDefault(_home + canonical[_canonicalHome.Length..])
            : null;

    /// <summary>What an object links to, in the store.</summary>
    public IReadOnlyList<StoreObject> NeededBy(StoreObject from)
    {
        if (from.Kind != ObjectKind.Package)
        {
            return [];
        }

        if (!_needs.TryGetValue(from, out var needs))
        {
            var package = new PackageDirectory(from.Path);
            needs = _needs[from] =
            [
                .. Targets(from, package, ReferenceKind.Deps, ObjectKind.Package),
                .. Targets(from, package, ReferenceKind.Layers, ObjectKind.Layer),
                .. Targets(from, package, ReferenceKind.Blobs, ObjectKind.Blob),
            ];
        }

        return needs;
    }

    /// <summary>The install symlinks that point to a package.</summary>
    public IReadOnlyList<string> LinksTo(StoreObject package)
    {
        IReadOnlyList<string> links = [];
        Read(package, () => links = [.. References.ReadBackward(new PackageDirectory(package.Path))]);
        return links;
    }

    /// <summary>Reads something of an object; one that cannot be read is reported, and stays.</summary>
    /// <returns>Whether it could.</returns>
    public bool Read(StoreObject from, Action read)
    {
        var known = _failures.Try(from.Path, "read", read);
        if (!known)
        {
            _unreadable.Add(from);
        }

        return known;
    }

    private static string DirectoryOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Package => "packages",
        ObjectKind.Layer => "layers",
        _ => "blobs",
    };

    private static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length && path.StartsWith(directory, StringComparison.Ordinal) && path[directory.Length] == Path.DirectorySeparatorChar;

    private List<StoreObject> Targets(StoreObject from, PackageDirectory package, ReferenceKind references, ObjectKind kind)
    {
        var targets = new List<StoreObject>();
        if (!Read(from, () => targets.AddRange(References.ReadForward(package, references).Select(Find).OfType<StoreObject>().Where(found => found.Kind == kind))))
        {
            _unknownNeeds.Add(from.Path);
        }

        return targets;
    }

    /// <summary>Registry, algorithm, two hex digits, thirty. What has another form is not ours to judge.</summary>
    private void Scan(ObjectKind kind, string directory, int depth)
    {
        var known = _failures.Try(directory, "read", () =>
        {
            if (!Directory.Exists(directory))
            {
                return;
            }

            foreach (var path in Directory.EnumerateDirectories(directory, "*", Directories))
            {
                if (depth > 1)
                {
                    if (depth != 2 || IsHex(path, 2))
                    {
                        Scan(kind, path, depth - 1);
                    }
                }
                else if (IsHex(path, 30))
                {
                    _objects.Add(path, new(kind, path));
                }
            }
        });
        if (!known && kind == ObjectKind.Package)
        {
            _unknownNeeds.Add(directory);
        }
    }

    private static bool IsHex(string path, int length)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.Length == length && !name.ContainsAnyExcept(HexDigits);
    }
}
