namespace Ocx.Core.Installation.Signing;

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">It ended by itself, with exit code 0.</param>
/// <param name="Complaint">The first line it wrote to standard error, or why it could not be run; empty when there is none.</param>
internal sealed record ProcessResult(bool Succeeded, string Complaint = "");
