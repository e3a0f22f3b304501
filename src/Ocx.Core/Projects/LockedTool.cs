using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>A tool of <c>ocx.lock</c>: where it is and its digest on every platform that the publisher ships. Equality is over all of it.</summary>
public sealed record LockedTool
{
    /// <param name="repository">Registry and repository; a tag or digest is dropped.</param>
    /// <param name="platforms">In any order, each key once.</param>
    public LockedTool(string group, string name, Identifier repository, IEnumerable<LockedPlatform> platforms)
    {
        Group = group;
        Name = name;
        Repository = repository with { Tag = null, Digest = null };
        Platforms = [.. platforms.OrderBy(platform => platform.Key, Utf8Order.Instance)];
    }

    public string Group { get; }

    public string Name { get; }

    /// <summary>Without tag and digest.</summary>
    public Identifier Repository { get; }

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<LockedPlatform> Platforms { get; }

    /// <summary>The same bytes on every platform, whatever the group and name.</summary>
    public bool HasSameContent(LockedTool other) => Repository == other.Repository && Platforms.SequenceEqual(other.Platforms);

    public bool Equals(LockedTool? other) => other is not null && Group == other.Group && Name == other.Name && HasSameContent(other);

    public override int GetHashCode() => HashCode.Combine(Group, Name, Repository, Platforms.Count);
}
