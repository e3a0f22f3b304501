using System.Reflection;
using Ocx.Core.Configuration;
using Ocx.Core.Tests.Architecture;

namespace Ocx.Core.Tests.Configuration;

/// <summary>The tables of docs/environment.md say what the catalogue says. With OCX_UPDATE_DOCS=1 they are written instead of compared.</summary>
[TestClass]
public sealed class EnvironmentPageTests
{
    private static readonly string Page = Path.Combine(SourceTree.Root, "docs", "environment.md");

    [TestMethod]
    public void Page_and_catalogue_are_equal()
    {
        var found = File.ReadAllText(Page);
        var expected = WithTable(WithTable(found, "own", OwnTable()), "external", ExternalTable());
        if (Environment.GetEnvironmentVariable("OCX_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Page, found = expected);
        }

        Assert.AreEqual(expected, found, "The page differs from VariableCatalogue; run the test with OCX_UPDATE_DOCS=1 and commit what it writes.");
    }

    [TestMethod]
    [DataRow(typeof(OcxVariables), true)]
    [DataRow(typeof(ExternalVariables), false)]
    public void Every_variable_has_its_meaning(Type constants, bool own)
    {
        var names = constants.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        var described = (own ? VariableCatalogue.Own : VariableCatalogue.External).Select(variable => variable.Name).ToList();

        Assert.AreSequenceEqual(names.Order(StringComparer.Ordinal), described.Select(name => name.Split('<')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.HasCount(described.Count, described.Distinct());
    }

    [TestMethod]
    public void What_is_forwarded_to_children_is_what_the_engine_forwards()
    {
        using var home = new TemporaryDirectory();
        using var engine = new OcxEngine(new EngineOptions(home.Path, new Dictionary<string, string>(), home.Path));

        // The program that runs, and the project, are known to the command line only.
        Assert.AreSequenceEqual(
            engine.ForwardedVariables.Keys.Concat([OcxVariables.BinaryPin, OcxVariables.Global, OcxVariables.Project]).Order(StringComparer.Ordinal),
            VariableCatalogue.Own.Where(variable => variable.Forwarded).Select(variable => variable.Name).Order(StringComparer.Ordinal));
    }

    private static string WithTable(string page, string name, string table)
    {
        var begin = $"<!-- {name}: made from VariableCatalogue.cs -->\n";
        const string end = "<!-- end -->";
        var start = page.IndexOf(begin, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, start, $"docs/environment.md has no place for the table '{name}'.");
        start += begin.Length;
        return string.Concat(page.AsSpan(0, start), table, page.AsSpan(page.IndexOf(end, start, StringComparison.Ordinal)));
    }

    private static string OwnTable() => Table(
        "| Variable | Meaning | Option | Property | Forwarded |\n|---|---|---|---|---|",
        VariableCatalogue.Own.Select(variable => $"| `{variable.Name}` | {variable.Meaning} | {Code(variable.Option)}| {Code(variable.Property)}| {(variable.Forwarded ? "yes " : "")}|"));

    private static string ExternalTable() => Table(
        "| Variable | Meaning |\n|---|---|",
        VariableCatalogue.External.Select(variable => $"| `{variable.Name}` | {variable.Meaning} |"));

    private static string Table(string header, IEnumerable<string> rows) => $"{header}\n{string.Join('\n', rows)}\n";

    private static string Code(string? text) => text is null ? "" : $"`{text}` ";
}
