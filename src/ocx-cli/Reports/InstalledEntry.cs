using System.Text.Json;

namespace Ocx.Cli.Reports;

/// <param name="Metadata">As the package carries it.</param>
/// <param name="Path">
/// The install symlink. Where none was made: the package's root after an install, null after a select.
/// </param>
internal sealed record InstalledEntry(string Identifier, JsonElement Metadata, string? Path);
