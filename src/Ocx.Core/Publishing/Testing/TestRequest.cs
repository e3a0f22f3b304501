using Ocx.Core.Publishing.Pushing;

namespace Ocx.Core.Publishing.Testing;

/// <summary>What to try.</summary>
/// <param name="Package">As it would be pushed. Its platform is this machine's if nothing says it; what is about tags alone is not looked at.</param>
/// <param name="Directory">Absolute path of a directory that is empty or absent, for the package to stay in; null for a temporary one.</param>
/// <param name="Keep">Leave the temporary directory behind too.</param>
public sealed record TestRequest(PushRequest Package, string? Directory = null, bool Keep = false);
