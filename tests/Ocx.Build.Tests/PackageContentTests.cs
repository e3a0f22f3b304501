using System.IO.Compression;
using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class PackageContentTests
{
    [TestMethod]
    public void HoldsExactlyTheseFiles()
    {
        using var package = ZipFile.OpenRead(SdkPackage.File);
        var files = package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal);
        Assert.AreSequenceEqual(
            new[]
            {
                "Ocx.Build.Sdk.nuspec",
                "README.md",
                "Sdk/Sdk.props",
                "Sdk/Sdk.targets",
                "build/Ocx.Build.Sdk.buildschema.json",
                "build/Ocx.Build.props",
                "build/Ocx.Build.targets",
                "build/Ocx.CrossTargeting.targets",
                "build/Ocx.Pack.targets",
                "build/Ocx.Restore.proj",
                "build/Ocx.Tasks.props",
                "tasks/net10.0/ICSharpCode.SharpZipLib.dll",
                "tasks/net10.0/Ocx.Build.Tasks.MultiThreaded.deps.json",
                "tasks/net10.0/Ocx.Build.Tasks.MultiThreaded.dll",
                "tasks/net10.0/Ocx.Build.Tasks.deps.json",
                "tasks/net10.0/Ocx.Build.Tasks.dll",
                "tasks/net10.0/Ocx.Core.dll",
                "tasks/net10.0/Polly.Core.dll",
            },
            files.ToArray(),
            string.Join('\n', files));
    }

    [TestMethod]
    public void IsAnMSBuildSdkWithoutDependencies()
    {
        using var package = ZipFile.OpenRead(SdkPackage.File);
        using var reader = new StreamReader(package.GetEntry("Ocx.Build.Sdk.nuspec")!.Open());
        var nuspec = reader.ReadToEnd();
        Assert.Contains("""<packageType name="MSBuildSdk" />""", nuspec);
        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec);
        Assert.DoesNotContain("<dependency ", nuspec);
    }
}
