using System.Text.Json;

namespace Ocx.Cli.Reports;

/// <param name="Metadata">As the package carries it.</param>
/// <param name="Path">The install symlink, or the package's root when none was made.</param>
internal sealed record InstalledEntry(string Identifier, JsonElement Metadata, string Path);
