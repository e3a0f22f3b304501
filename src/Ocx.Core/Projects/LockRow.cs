using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>One row of a lock, as reports show it.</summary>
/// <param name="Repository"><c>registry/repository</c>.</param>
/// <param name="HostDigest">The digest that fits the asked platform; null when none does.</param>
/// <param name="Platforms">Every platform the publisher ships, by the lock's key.</param>
public sealed record LockRow(
    string Binding,
    string Group,
    string Repository,
    Digest? HostDigest,
    IReadOnlyDictionary<string, Digest> Platforms);
