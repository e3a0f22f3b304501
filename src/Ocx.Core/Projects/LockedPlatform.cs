using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>A manifest that a tool is locked to on one platform.</summary>
/// <param name="Key">As the lock has it; the grammar depends on the lock's version.</param>
/// <param name="Platform">Null where the key asks for more than a host can offer (processor <c>features</c> of version 2): kept, never chosen.</param>
public sealed record LockedPlatform(string Key, Platform? Platform, Digest Digest)
{
    /// <param name="lockVersion">Of the lock that it goes into: 2 or 3.</param>
    public static LockedPlatform Create(Platform platform, Digest digest, int lockVersion) =>
        new(LockPlatformKey.Format(platform, lockVersion), platform, digest);
}
