using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

/// <summary>A project's own program becomes a package, which another project uses.</summary>
[TestClass]
public sealed class PublishTests : BuildTest
{
    private static readonly string Architecture = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

    private static string RuntimeIdentifier => $"linux-{Architecture}";

    private string Package => $"{Registry.Host}/acme/greet";

    [TestInitialize]
    public void ExpectLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Other systems' programs need packs that are not part of the .NET SDK.");
        }

        // What is published has to be there, and need not run.
        Sandbox.Write("Directory.Build.targets", """
            <Project>
              <Target Name="CoreCompile">
                <Touch Files="@(IntermediateAssembly);@(IntermediateRefAssembly)" AlwaysCreate="true" />
              </Target>
            </Project>
            """);
        Sandbox.Variables["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
    }

    [TestMethod]
    public void AProgramIsPublishedAndUsed()
    {
        // Here it is really compiled.
        Sandbox.Write("Directory.Build.props", "<Project />");
        Sandbox.Write("Directory.Build.targets", "<Project />");
        WriteGreeter($"<OcxPackage>{Package}</OcxPackage><Version>1.2.3</Version><OcxPackageCascade>true</OcxPackageCascade><ToolCommandName>hello</ToolCommandName>");

        var first = Sandbox.Build("greet", "-c:Release", "-r", RuntimeIdentifier, "-t:OcxPublish").Succeeded();
        var second = Sandbox.Build("greet", "-c:Release", "-r", RuntimeIdentifier, "-t:OcxPublish").Succeeded().DoesNotShow("Uploading");

        first.Shows("Uploading greet-1.2.3-linux-").Shows($"Published {Package}:1.2.3 for linux/{(Architecture == "x64" ? "amd64" : "arm64")}+libc.glibc (1.2.3, 1.2, 1, latest): sha256:");
        var entry = Index("1.2.3").GetProperty("manifests")[0];
        var platform = entry.GetProperty("platform");
        Assert.AreEqual("linux", platform.GetProperty("os").GetString());
        Assert.AreEqual("libc.glibc", platform.GetProperty("os.features")[0].GetString());
        var digest = entry.GetProperty("digest").GetString()!;
        second.Shows(digest);
        Assert.AreEqual(
            """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","required":true,"value":"${installPath}","visibility":"public"}],"entrypoints":{"hello":{"command":"greet"}},"binaries":["greet"]}""",
            Config(digest));

        WriteTools($"\"linux/{(Architecture == "x64" ? "amd64" : "arm64")};osf=libc.glibc\"", new FakeTool("greet", $"{Package}:1.2.3", digest, ""));
        Sandbox.WriteProject("user", """<Target Name="UseTool" BeforeTargets="BeforeBuild"><Exec Command="greet you" /><Exec Command="hello all" /></Target>""");
        Sandbox.Build("user").Succeeded().Shows("Hello, you!").Shows("Hello, all!");
    }

    [TestMethod]
    public void EveryPlatformOfAProjectIsPublished()
    {
        WriteGreeter($"<OcxPackage>{Package}</OcxPackage><Version>2.0.0+b1</Version><SelfContained>false</SelfContained><UseAppHost>false</UseAppHost><EnableAppHostPackDownload>false</EnableAppHostPackDownload><EnableRuntimePackDownload>false</EnableRuntimePackDownload><RuntimeIdentifiers>linux-x64;linux-musl-x64;win-x64</RuntimeIdentifiers>");
        var metadata = Sandbox.Write("greet/metadata.json", """{"type":"bundle","version":1,"entrypoints":{"greet":{"command":"dotnet","args":["${installPath}/greet.dll"]}}}""");

        Sandbox.Build("greet", "-t:OcxPublish", $"-p:OcxMetadataFile={Path.GetFileName(metadata)}").Succeeded();

        var platforms = Index("2.0.0_b1").GetProperty("manifests").EnumerateArray().Select(entry => entry.GetProperty("platform").GetRawText());
        Assert.AreSequenceEqual(
            new[]
            {
                """{"architecture":"amd64","os":"linux","os.features":["libc.glibc"]}""",
                """{"architecture":"amd64","os":"linux","os.features":["libc.musl"]}""",
                """{"architecture":"amd64","os":"windows"}""",
            },
            platforms.ToArray());
    }

    [TestMethod]
    public void PackingAsksNoRegistry()
    {
        WriteGreeter($"<OcxPackage>{Package}</OcxPackage>");

        Sandbox.Build("greet", "-r", RuntimeIdentifier, "-t:OcxPack", "-p:OcxPackageOutputPath=../out").Succeeded();

        Assert.AreSequenceEqual(
            new[] { "-metadata.json", "-receipt.json", ".tar.gz" },
            Directory.GetFiles(Sandbox.PathOf("out")).Select(file => Path.GetFileName(file).Replace($"greet-1.0.0-linux-{(Architecture == "x64" ? "amd64" : "arm64")}", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray());
        Assert.IsEmpty(Registry.Requests.All);
    }

    [TestMethod]
    public void WhatIsMissingIsSaid()
    {
        WriteGreeter("");

        Sandbox.Run("msbuild", "greet", "-t:OcxPublish").FailedWith("OCX1022").Shows("RuntimeIdentifiers");
        Sandbox.Run("msbuild", "greet", $"-p:RuntimeIdentifier={RuntimeIdentifier}", "-t:OcxPublish").FailedWith("OCX1022").Shows("OcxPackage is not set.").Shows("/greet");
        Sandbox.Run("msbuild", "greet", $"-p:RuntimeIdentifier={RuntimeIdentifier}", "-t:OcxPack", "-p:OutputType=Library").FailedWith("OCX1022").Shows("The project makes no program");
        Sandbox.Build("greet", "-t:OcxPack", "-r", "freebsd-x64", "-p:UseAppHost=false").FailedWith("OCX1021").Shows("OcxPackagePlatform");
        Sandbox.Build("greet", "-r", RuntimeIdentifier, "-t:OcxPublish", $"-p:OcxPackage={Package}", "-p:OcxPackageCascade=true", "-p:Version=1.0.0-beta.1")
            .FailedWith("OCX1022").Shows("is not a version");
        Assert.IsNull(Registry.Content.Tags("acme/greet"));
    }

    [TestMethod]
    public void WhatCannotBeWrittenIsNoInternalError()
    {
        WriteGreeter($"<OcxPackage>{Package}</OcxPackage>");
        Sandbox.Write("out", "a file");

        Sandbox.Build("greet", "-r", RuntimeIdentifier, "-t:OcxPack", "-p:OcxPackageOutputPath=../out").FailedWith("OCX3001").Shows("/out");
    }

    private void WriteGreeter(string properties)
    {
        Sandbox.Write("greet/Program.cs", """System.Console.WriteLine($"Hello, {args[0]}!");""");
        Sandbox.WriteProject("greet", $"<PropertyGroup><OutputType>Exe</OutputType><OcxEnabled>false</OcxEnabled>{properties}</PropertyGroup>");
    }

    private JsonElement Index(string tag) => Json(Registry.Content.ManifestContent("acme/greet", tag));

    private string Config(string manifest) => Encoding.UTF8.GetString(
        Registry.Content.Blob("acme/greet", Json(Registry.Content.ManifestContent("acme/greet", manifest)).GetProperty("config").GetProperty("digest").GetString()!)!.Value.Span);

    private static JsonElement Json(ReadOnlyMemory<byte>? content) => JsonDocument.Parse(content!.Value).RootElement;
}
