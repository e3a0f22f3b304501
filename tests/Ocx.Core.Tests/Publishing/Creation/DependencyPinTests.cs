using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Creation;

[TestClass]
public sealed class DependencyPinTests : IDisposable
{
    private readonly EngineFixture _fixture = new();

    public required TestContext TestContext { get; init; }

    public DependencyPinTests() => _fixture.Files.Write("tree/bin/tool", "tool", executable: true);

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    public async Task A_tag_becomes_the_manifest_of_the_platform_and_stays()
    {
        await _fixture.PublishAsync("tools.local/jdk:21", "linux/arm64", files: ("bin/java", "arm"));
        var wanted = await _fixture.PublishAsync("tools.local/jdk:21", "linux/amd64", files: ("bin/java", "amd"));

        var created = await CreateAsync("tools.local/jdk:21", "linux/amd64");

        Assert.AreEqual($"tools.local/jdk:21@{wanted.ManifestDigest}", PinOf(created));
    }

    [TestMethod]
    public async Task Without_a_platform_dependencies_stay_as_they_are() =>
        Assert.AreEqual("tools.local/none:1", PinOf(await CreateAsync("tools.local/none:1", platform: null)));

    [TestMethod]
    public async Task For_any_platform_only_what_is_for_any_will_do()
    {
        var script = await _fixture.PublishAsync("tools.local/script:1", "any", files: ("bin/script", "x"));
        await _fixture.PublishAsync("tools.local/jdk:21", "linux/amd64", files: ("bin/java", "x"));

        Assert.AreEqual($"tools.local/script:1@{script.ManifestDigest}", PinOf(await CreateAsync("tools.local/script:1", "any")));
        await RefusedAsync(StoreErrors.DependencyUnsuitable, "tools.local/jdk:21", "any");
        await RefusedAsync(StoreErrors.DependencyUnsuitable, $"tools.local/script:1@{script.ManifestDigest}", "any");
    }

    [TestMethod]
    public async Task A_digest_names_a_platforms_manifest_and_not_an_index()
    {
        var manifest = await _fixture.PublishAsync("tools.local/jdk:21", "linux/amd64", files: ("bin/java", "x"));
        var index = await IndexOfAsync("jdk", "21");

        Assert.AreEqual($"tools.local/jdk@{manifest.ManifestDigest}", PinOf(await CreateAsync($"tools.local/jdk@{manifest.ManifestDigest}", "linux/amd64")));
        await RefusedAsync(StoreErrors.DependencyUnsuitable, $"tools.local/jdk@{index}", "linux/amd64");

        // Also when the store has it already.
        using var engine = _fixture.Open();
        await engine.InstallAsync([Identifier.Parse("tools.local/jdk:21", null)], Platform.Parse("linux/amd64"), link: false, select: false, CancellationToken.None);
        await RefusedAsync(StoreErrors.DependencyUnsuitable, $"tools.local/jdk@{index}", "linux/amd64");
    }

    [TestMethod]
    public async Task What_is_not_there_ends_with_79_and_what_may_not_be_looked_up_with_81()
    {
        await _fixture.PublishAsync("tools.local/jdk:21", "linux/amd64", files: ("bin/java", "x"));

        Assert.AreEqual(ExitCode.NotFound, (await FailureOf("tools.local/jdk:22", "linux/amd64")).Exit);
        Assert.AreEqual(ExitCode.NotFound, (await FailureOf("tools.local/jdk:21", "linux/arm64")).Exit);
        Assert.AreEqual(ExitCode.PolicyBlocked, (await FailureOf("tools.local/jdk:23", "linux/amd64", frozen: true)).Exit);
        Assert.AreEqual(ExitCode.PolicyBlocked, (await FailureOf("elsewhere.invalid/jdk:21", "linux/amd64", offline: true)).Exit);
    }

    [TestMethod]
    public async Task A_package_may_not_need_itself()
    {
        var self = await RefusedAsync(StoreErrors.DependencyCycle, "tools.local/tool:0.9", platform: null);

        Assert.Contains("tools.local/tool depends on itself", self.Message);
    }

    [TestMethod]
    public async Task Nor_may_what_it_needs_need_it()
    {
        var old = await _fixture.PublishAsync("tools.local/tool:0.9", "linux/amd64", files: ("bin/tool", "x"));
        var middle = await _fixture.PublishAsync("tools.local/middle:1", "linux/amd64", Needing($"tools.local/tool:0.9@{old.ManifestDigest}"), ("bin/m", "x"));
        await _fixture.PublishAsync("tools.local/top:1", "linux/amd64", Needing($"tools.local/middle:1@{middle.ManifestDigest}"), ("bin/t", "x"));

        var failure = await RefusedAsync(StoreErrors.DependencyCycle, "tools.local/top:1", "linux/amd64");

        Assert.Contains("tools.local/top → tools.local/middle → tools.local/tool", failure.Message);
    }

    [TestMethod]
    public async Task Where_the_way_back_cannot_be_followed_the_dependency_is_named()
    {
        var middle = await _fixture.PublishAsync("tools.local/middle:1", "linux/amd64", files: ("bin/m", "x"));
        await _fixture.PublishAsync("tools.local/top:1", "linux/amd64", Needing($"tools.local/middle:1@{middle.ManifestDigest}"), ("bin/t", "x"));
        File.Delete(Directory.GetFiles(_fixture.Files["registry"], middle.ManifestDigest.Hex, SearchOption.AllDirectories).Single());

        var failure = await FailureOf("tools.local/top:1", "linux/amd64");

        Assert.AreEqual(ExitCode.NotFound, failure.Exit);
        Assert.AreEqual(new SourceLocation(_fixture.Files["m.json"], 1, 60), failure.Location);
        Assert.Contains("tools.local/top → tools.local/middle", failure.Message);
        Assert.IsNotNull(failure.NextStep);
    }

    [TestMethod]
    public async Task Of_several_that_fail_the_first_is_told()
    {
        await using var server = await TestRegistry.StartAsync();
        _fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;

        // The answer about the first waits for the test; the second needs no answer to be wrong.
        server.Faults.Add(Fault.Together(2));
        var metadata = $$"""
            {"type":"bundle","version":1,"dependencies":[
            {"identifier":"{{server.Host}}/slow:1"},
            {"identifier":"tools.local/script:1@sha256:{{new string('a', 64)}}"}]}
            """;
        using var engine = _fixture.Open();
        var creating = engine.CreatePackageAsync(
            new CreateRequest(_fixture.Files["tree"], _fixture.Files["out.tar.gz"], Platform: Platform.Any, MetadataFile: _fixture.Files.Write("m.json", metadata)),
            CancellationToken.None);
        while (!creating.IsCompleted && server.Requests.All.Count == 0)
        {
            await Task.Yield();
        }

        using var client = new HttpClient();
        await client.GetAsync(new Uri($"http://{server.Host}/v2/"), TestContext.CancellationToken);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => creating);
        Assert.Contains("slow", failure.Message);
        Assert.AreEqual(2, failure.Location!.Value.Line);
    }

    private static string Needing(string identifier) => $$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"{{identifier}}"}]}""";

    private static string PinOf(CreateResult created)
    {
        using var sidecar = JsonDocument.Parse(File.ReadAllBytes(created.Metadata!));
        return sidecar.RootElement.GetProperty("dependencies")[0].GetProperty("identifier").GetString()!;
    }

    private async Task<Digest> IndexOfAsync(string repository, string tag)
    {
        using var engine = _fixture.Open();
        await engine.InstallAsync([Identifier.Parse($"tools.local/{repository}:{tag}", null)], Platform.Parse("linux/amd64"), link: false, select: false, CancellationToken.None);
        var tags = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(_fixture.Home, "tags"), $"{repository}.json", SearchOption.AllDirectories).Single(), TestContext.CancellationToken);
        return Digest.Parse(System.Text.RegularExpressions.Regex.Match(tags, "sha256:[0-9a-f]{64}").Value);
    }

    /// <summary>Refused at the dependency's own place in the file, with nothing made.</summary>
    private async Task<OcxException> RefusedAsync(ErrorCode code, string dependency, string? platform)
    {
        var failure = await FailureOf(dependency, platform);
        Assert.AreEqual(code, failure.Code, failure.Message);
        Assert.AreEqual(ExitCode.Data, failure.Exit);
        Assert.AreEqual(new SourceLocation(_fixture.Files["m.json"], 1, 60), failure.Location);
        Assert.IsFalse(File.Exists(_fixture.Files["out.tar.gz"]));
        return failure;
    }

    private Task<OcxException> FailureOf(string dependency, string? platform, bool offline = false, bool frozen = false) =>
        Assert.ThrowsExactlyAsync<OcxException>(() => CreateAsync(dependency, platform, offline, frozen));

    private async Task<CreateResult> CreateAsync(string dependency, string? platform, bool offline = false, bool frozen = false)
    {
        using var engine = _fixture.Open(offline, frozen);
        var request = new CreateRequest(
            _fixture.Files["tree"],
            _fixture.Files["out.tar.gz"],
            Identifier.Parse("tools.local/tool:1.0", null),
            platform is null ? null : Platform.Parse(platform),
            _fixture.Files.Write("m.json", Needing(dependency)));
        var created = await engine.CreatePackageAsync(request, CancellationToken.None);
        foreach (var file in new[] { created.Archive, created.Receipt! })
        {
            File.Delete(file);
        }

        var sidecar = created.Metadata + ".read";
        File.Move(created.Metadata!, sidecar, overwrite: true);
        return created with { Metadata = sidecar };
    }
}
