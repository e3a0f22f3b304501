namespace Ocx.Core.Registry.Auth;

/// <summary>How a credential helper ended.</summary>
/// <param name="Output">What it wrote to standard output; null when that was more than a helper writes.</param>
internal sealed record HelperResult(int ExitCode, byte[]? Output, bool TimedOut = false);
