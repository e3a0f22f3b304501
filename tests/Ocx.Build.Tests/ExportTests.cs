using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

[TestClass]
public sealed class ExportTests : BuildTest
{
    [TestMethod]
    public void WritesVariablesToAFile()
    {
        Sandbox.WriteProject("app");
        Sandbox.Run("msbuild", "app", "-t:OcxExport", "-p:OcxExportFile=out/tools.json").Succeeded();
        var json = File.ReadAllText(Sandbox.PathOf("app/out/tools.json"));
        var bin = Path.Combine(StoredPackage, "content", "bin");
        using var document = System.Text.Json.JsonDocument.Parse(json);
        Assert.AreSequenceEqual(
            new[] { $"PATH path {bin}", "RECORDER_FLAVOUR constant vanilla; $(plain) @(sugar) 100%" },
            document.RootElement.GetProperty("entries").EnumerateArray()
                .Select(entry => $"{entry.GetProperty("key")} {entry.GetProperty("type")} {entry.GetProperty("value")}").ToArray());

        Sandbox.Run("msbuild", "app", "-t:OcxExport", "-p:OcxExportFile=.env").Succeeded();
        var lines = File.ReadAllLines(Sandbox.PathOf("app/.env"));
        Assert.StartsWith($"PATH=\"{bin}:", lines[0]);
        Assert.AreEqual("""RECORDER_FLAVOUR="vanilla; \$(plain) @(sugar) 100%" """.TrimEnd(), lines[1]);
        Assert.HasCount(2, lines);
    }

    [TestMethod]
    public void SaysWhyItWritesNothing()
    {
        Sandbox.WriteProject("app");
        Sandbox.Run("msbuild", "app", "-t:OcxExport").Succeeded().Shows("OcxExport wrote no file, because OcxExportFile is not set.");
        Sandbox.Run("msbuild", "app", "-t:OcxExport", "-p:OcxExportFile=.env", "-p:OcxEnabled=false").Succeeded()
            .Shows("OcxExport wrote no file, because no tool is restored for app.csproj");
    }
}
