using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>One row of a lock, as reports show it.</summary>
/// <param name="Repository"><c>registry/repository</c>.</param>
/// <param name="Platforms">Every platform the publisher ships.</param>
public sealed record LockRow(string Binding, string Group, string Repository, IReadOnlyList<LockedPlatform> Platforms)
{
    /// <summary>The digest that a platform takes; null when none fits, or several do.</summary>
    public Digest? DigestFor(Platform platform) => PlatformSelection.Find(Platforms, platform) is [var only] ? only.Digest : null;
}
