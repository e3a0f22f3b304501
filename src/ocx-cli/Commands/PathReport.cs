using Ocx.Cli.Output;

namespace Ocx.Cli.Commands;

/// <summary>Packages and where they are: <c>{package: path}</c>.</summary>
internal static class PathReport
{
    public static void Write(Invocation invocation, IEnumerable<(string Package, string Path)> packages)
    {
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (package, path) in packages)
        {
            paths[package] = path;
        }

        invocation.Report(paths, json => json.Paths, () =>
        {
            var table = new PlainTable("Package", "Path");
            foreach (var (package, path) in paths)
            {
                table.Add(package, path);
            }

            return table;
        });
    }
}
