using System.Xml.Linq;

namespace Ocx.Core.Tests.Architecture;

/// <summary>Every package a product project references is a decision; a new one is made here too.</summary>
[TestClass]
public sealed class PackageListTests
{
    private static readonly string[] MSBuildTasks =
    [
        "Microsoft.Build.Framework", "Microsoft.Build.Utilities.Core", "Microsoft.CodeAnalysis.BannedApiAnalyzers",
        "Microsoft.NET.StringTools", "System.Configuration.ConfigurationManager", "System.Diagnostics.EventLog",
        "System.Security.Cryptography.ProtectedData",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Ocx.Core"] = ["Polly.Core", "SharpZipLib"],
        ["ocx-cli"] = ["Spectre.Console", "System.CommandLine"],
        ["Ocx.Build.Tasks"] = MSBuildTasks,
        ["Ocx.Build.Tasks.MultiThreaded"] = MSBuildTasks,
        ["Ocx.Build.Sdk"] = [],
    };

    [TestMethod]
    public void Product_projects_reference_the_listed_packages_and_no_others()
    {
        foreach (var project in SourceTree.Files("src", "*.csproj"))
        {
            var references = XDocument.Load(project).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

            Assert.AreSequenceEqual(Allowed[Path.GetFileNameWithoutExtension(project)], references.Order(StringComparer.Ordinal), project);
        }
    }
}
