using Ocx.Core.Diagnostics;

namespace Ocx.Core.Installation;

/// <param name="Packages">In request order.</param>
/// <param name="Failures">What a purge could not read or delete. It stays, and the rest was done.</param>
public sealed record UninstallResult(IReadOnlyList<Uninstallation> Packages, IReadOnlyList<OcxException> Failures);
