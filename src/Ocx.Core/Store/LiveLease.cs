using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>What a process that runs now relies on.</summary>
/// <param name="Holder">Null if it cannot be told.</param>
/// <param name="Objects">Absolute paths of packages, layers and blobs.</param>
public sealed record LiveLease(LockHolder? Holder, IReadOnlyList<string> Objects);
