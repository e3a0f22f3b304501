using System.Text.Json;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Installation;

namespace Ocx.Cli.Commands;

/// <summary>Packages that were installed or selected: <c>{package: {identifier, metadata, path}}</c>.</summary>
internal static class InstallReport
{
    /// <param name="pathOf">The path to tell; null for none.</param>
    public static void Write(
        Invocation invocation, IEnumerable<string> typed, IEnumerable<InstalledPackage> packages, Func<InstalledPackage, string?> pathOf)
    {
        var entries = new SortedDictionary<string, InstalledEntry>(StringComparer.Ordinal);
        var table = new PlainTable("Package", "Version", "Path");
        foreach (var (text, package) in typed.Zip(packages))
        {
            var path = pathOf(package);
            entries[text] = new(package.Identifier.ToString(), ReadMetadata(package), path);
            table.Add(text, package.Identifier.Tag ?? "-", path ?? "-");
        }

        invocation.Report(entries, json => json.InstalledPackages, () => table);
    }

    /// <summary>The file itself: what the publisher wrote, with the parts that this program does not know.</summary>
    private static JsonElement ReadMetadata(InstalledPackage package)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package.Root, "metadata.json")));
        return document.RootElement.Clone();
    }
}
