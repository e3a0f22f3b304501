using System.Runtime.CompilerServices;

namespace Ocx.Core.Tests.Architecture;

/// <summary>The checkout this test was built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string directory, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, directory), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // A deterministic build may map paths; the test host then stands in the checkout's artifacts.
        for (var directory = Path.GetDirectoryName(File.Exists(here) ? here : AppContext.BaseDirectory); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Ocx.Build.sln")))
            {
                return directory;
            }
        }

        throw new InvalidOperationException("The test does not run inside a checkout.");
    }
}
