using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>What was taken away of a package.</summary>
/// <param name="Package">As it was asked for.</param>
/// <param name="Links">The install links that were there, in the order asked for: candidate, current.</param>
/// <param name="Purged">Whether a package that a link pointed to was deleted as well.</param>
public sealed record Uninstallation(Identifier Package, IReadOnlyList<RemovedLink> Links, bool Purged = false);
