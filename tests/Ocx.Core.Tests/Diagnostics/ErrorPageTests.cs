using Ocx.Core.Diagnostics;
using Ocx.Core.Tests.Architecture;

namespace Ocx.Core.Tests.Diagnostics;

/// <summary>The pages under docs/errors say what the catalogue says. With OCX_UPDATE_DOCS=1 they are written instead of compared.</summary>
[TestClass]
public sealed class ErrorPageTests
{
    private static readonly string Pages = Path.Combine(SourceTree.Root, "docs", "errors");

    [TestMethod]
    public void Pages_and_catalogue_are_equal()
    {
        var expected = ErrorCatalogue.All.ToDictionary(code => $"{code.Id}.md", Page);
        expected["README.md"] = Index();
        if (Environment.GetEnvironmentVariable("OCX_UPDATE_DOCS") == "1")
        {
            Write(expected);
        }

        var found = Directory.EnumerateFiles(Pages).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        var different = expected.Keys.Union(found.Keys).Where(name => expected.GetValueOrDefault(name) != found.GetValueOrDefault(name));
        Assert.IsEmpty(different, "These pages differ from the catalogue; run the test with OCX_UPDATE_DOCS=1 and commit what it writes.");
    }

    private static void Write(Dictionary<string, string> pages)
    {
        Directory.CreateDirectory(Pages);
        foreach (var file in Directory.EnumerateFiles(Pages).Where(file => !pages.ContainsKey(Path.GetFileName(file))))
        {
            File.Delete(file);
        }

        foreach (var (name, page) in pages)
        {
            File.WriteAllText(Path.Combine(Pages, name), page);
        }
    }

    private static string Page(ErrorCode code) =>
        $"""
        # {code.Id}: {code.Title}

        {code.Cause}

        **What to do:** {code.Remedy}

        A command that ends with this error has the exit code {(int)code.Exit}.

        [All errors](README.md)

        """;

    private static string Index() =>
        $"""
        # Errors

        Every error of `ocx` and of the MSBuild SDK has a code. `ocx explain CODE` shows these pages in the terminal. They are made from
        `src/Ocx.Core/Diagnostics`; a test holds both equal.

        | Code | Exit code | What happened |
        |---|---|---|
        {string.Join('\n', ErrorCatalogue.All.Select(code => $"| [{code.Id}]({code.Id}.md) | {(int)code.Exit} | {code.Title} |"))}

        """;
}
