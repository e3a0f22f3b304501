namespace Ocx.Core.Oci;

/// <param name="ExitCode">Null when it could not be started, or did not end in time.</param>
/// <param name="Text">The beginning of what it wrote to both its outputs.</param>
internal readonly record struct LoaderAnswer(int? ExitCode, string Text);
