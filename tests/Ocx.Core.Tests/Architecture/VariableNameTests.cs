using System.Text.RegularExpressions;
using Ocx.Core.Configuration;

namespace Ocx.Core.Tests.Architecture;

/// <summary>Each variable is named once, so that what is read, forwarded and documented cannot drift apart.</summary>
[TestClass]
public sealed partial class VariableNameTests
{
    /// <summary>Of the public ocx; the documentation names them to say that they do nothing here.</summary>
    private static readonly string[] WithoutEffect = ["OCX_NO_MODIFY_PATH", "OCX_NO_UPDATE_CHECK"];

    [TestMethod]
    public void No_source_but_the_table_has_a_variables_name_as_a_literal()
    {
        var places = Mentions("src", "*.cs", Literal()).Where(mention => Path.GetFileName(mention.File) != "OcxVariables.cs");

        Assert.IsEmpty(places.Select(mention => $"{mention.File}: {mention.Name}"), "Use OcxVariables.");
    }

    [TestMethod]
    [DataRow("src", "*.cs")]
    [DataRow("sdk", "*.*")]
    [DataRow("docs", "*.md")]
    public void Every_variable_that_is_spoken_of_exists(string directory, string pattern)
    {
        var known = VariableCatalogue.Own.Select(variable => variable.Name).Concat(directory == "docs" ? WithoutEffect : []).ToHashSet(StringComparer.Ordinal);
        var unknown = Mentions(directory, pattern, Word())
            .Where(mention => !known.Contains(mention.Name) && !mention.Name.StartsWith(OcxVariables.CredentialPrefix, StringComparison.Ordinal));

        Assert.IsEmpty(unknown.Select(mention => $"{mention.File}: {mention.Name}"));
    }

    private static IEnumerable<(string File, string Name)> Mentions(string directory, string pattern, Regex regex) =>
        from file in SourceTree.Files(directory, pattern)
        from Match match in regex.Matches(File.ReadAllText(file))
        select (file, match.Groups["name"].Value);

    [GeneratedRegex("\"(?<name>OCX_[A-Z_]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?<name>OCX_[A-Z][A-Z_]*[A-Z])(?![A-Za-z0-9_(])")]
    private static partial Regex Word();
}
