using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class InspectTests
{
    private const string Tool = "tools.local/demo/tool:1.2.3";
    private const string Bundle = """{"type":"bundle","version":1}""";

    [TestMethod]
    public async Task ATagShowsItsPlatforms()
    {
        using var sandbox = new Sandbox();
        var amd = await PushAsync(sandbox, Tool, Bundle, "linux/amd64");
        var arm = await PushAsync(sandbox, Tool, Bundle, "linux/arm64", "more");

        var report = (await sandbox.RunAsync("package", "inspect", Tool, "--json")).ShouldSucceed().Json;

        Assert.AreSequenceEqual(new[] { "packages", "env" }, Members(report));
        var package = report.GetProperty("packages")[0];
        Assert.AreSequenceEqual(new[] { "name", "identifier", "pinned_identifier", "pinned_digest", "candidates" }, Members(package));
        Assert.AreEqual("tool", package.GetProperty("name").GetString());
        Assert.AreEqual(Tool, package.GetProperty("identifier").GetString());
        Assert.AreEqual($"{Tool}@{package.GetProperty("pinned_digest").GetString()}", package.GetProperty("pinned_identifier").GetString());
        var candidates = package.GetProperty("candidates").EnumerateArray().ToList();
        Assert.AreSequenceEqual(new[] { "digest", "pinned", "platform", "media_type", "size" }, Members(candidates[0]));
        Assert.AreSequenceEqual(new[] { amd, arm }, candidates.Select(candidate => candidate.GetProperty("digest").GetString()!));
        Assert.AreSequenceEqual(new[] { "linux/amd64", "linux/arm64" }, candidates.Select(candidate => candidate.GetProperty("platform").GetString()!));
        Assert.AreEqual($"{Tool}@{arm}", candidates[1].GetProperty("pinned").GetString());

        var plain = (await sandbox.RunAsync("package", "inspect", Tool)).ShouldSucceed().Output;
        Assert.StartsWith($"== {Tool} ==\nDigest: sha256:", plain);
        Assert.Contains($"Platforms:\n  linux/amd64  {amd}\n  linux/arm64  {arm}\n", plain);
        (await sandbox.RunAsync("package", "inspect", "-p", "linux/amd64", Tool)).ShouldSucceed().ShouldTell("--platform chooses nothing");
    }

    [TestMethod]
    public async Task ADigestShowsItsPackage()
    {
        using var sandbox = new Sandbox();
        var digest = await PushAsync(sandbox, Tool, Bundle, "linux/arm64");

        var package = (await sandbox.RunAsync("package", "inspect", $"tools.local/demo/tool@{digest}", "--json")).ShouldSucceed().Json.GetProperty("packages")[0];

        Assert.AreSequenceEqual(new[] { "name", "identifier", "pinned_identifier", "pinned_digest", "metadata", "layers" }, Members(package));
        Assert.AreEqual(digest, package.GetProperty("pinned_digest").GetString());
        Assert.AreSequenceEqual(new[] { "type", "version", "env", "dependencies", "entrypoints" }, Members(package.GetProperty("metadata")));
        Assert.AreSequenceEqual(new[] { "digest", "media_type", "size" }, Members(package.GetProperty("layers")[0]));
    }

    [TestMethod]
    public async Task ResolvingChoosesAPlatformAndTellsTheWay()
    {
        using var sandbox = new Sandbox();
        await PushAsync(sandbox, Tool, Bundle, "linux/amd64");
        var arm = await PushAsync(sandbox, Tool, Bundle, "linux/arm64", "more");

        var report = (await sandbox.RunAsync("package", "inspect", "--resolve", "-p", "linux/arm64", Tool, "--env", "A:list:;=b", "--json")).ShouldSucceed().Json;

        Assert.AreEqual("linux/arm64", report.GetProperty("platform").GetString());
        Assert.AreEqual("""{"key":"A","value":"b","type":"list","separator":";"}""", JsonSerializer.Serialize(report.GetProperty("env")[0]));
        var package = report.GetProperty("packages")[0];
        Assert.AreSequenceEqual(
            new[] { "name", "identifier", "pinned_identifier", "pinned_digest", "metadata", "layers", "platform", "resolution" }, Members(package));
        Assert.AreEqual($"{Tool}@{arm}", package.GetProperty("resolution").GetProperty("pinned").GetString());
        var chain = package.GetProperty("resolution").GetProperty("chain").EnumerateArray().ToList();
        Assert.AreSequenceEqual(new[] { "index", "manifest", "config" }, chain.Select(step => step.GetProperty("role").GetString()!));
        Assert.AreSequenceEqual(new[] { "digest", "role", "media_type", "size" }, Members(chain[0]));
        Assert.AreEqual(arm, chain[1].GetProperty("digest").GetString());
        Assert.AreEqual("application/vnd.sh.ocx.package.v1+json", chain[2].GetProperty("media_type").GetString());

        (await sandbox.RunAsync("package", "inspect", "--resolve", "-p", "windows/arm64", Tool)).ShouldExit(79);
        (await sandbox.RunAsync("package", "inspect", "tools.local/demo/none")).ShouldExit(79);
        (await sandbox.RunAsync("--offline", "package", "inspect", "registry.invalid/demo/tool:1")).ShouldExit(81);
    }

    [TestMethod]
    public async Task TheClosureTellsWhatUsersAndThePackageSee()
    {
        using var sandbox = new Sandbox();
        var hidden = await PinAsync(sandbox, "demo/hidden:1", """{"type":"bundle","version":1,"env":[{"key":"H","type":"constant","value":"x","visibility":"public"}]}""");
        var library = await PinAsync(
            sandbox,
            "demo/library:1",
            """{"type":"bundle","version":1,"env":[{"key":"L","type":"list","separator":";","value":"x","visibility":"interface"},{"key":"P","type":"constant","value":"x"}],"dependencies":[{"identifier":"HIDDEN"}],"entrypoints":{"lib":{}},"binaries":["lib"],"integrations":{"org.example":1}}""".Replace("HIDDEN", hidden, StringComparison.Ordinal));
        await PushAsync(
            sandbox,
            Tool,
            """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"},{"key":"T","type":"constant","value":"x"}],"dependencies":[{"identifier":"LIBRARY","visibility":"public","name":"our-library"}],"entrypoints":{"tool":{}}}""".Replace("LIBRARY", library, StringComparison.Ordinal),
            "any");

        var closure = (await sandbox.RunAsync("package", "inspect", "--closure", Tool, "--json")).ShouldSucceed().Json.GetProperty("packages")[0].GetProperty("closure");

        Assert.AreSequenceEqual(new[] { "deps", "surface", "conflicts" }, Members(closure));
        var dependencies = closure.GetProperty("deps").EnumerateArray().ToList();
        Assert.AreSequenceEqual(
            new[] { "hidden sealed", "library public" },
            dependencies.Select(entry => $"{entry.GetProperty("name").GetString()} {entry.GetProperty("effective_visibility").GetString()}"));
        Assert.AreSequenceEqual(
            new[] { "name", "identifier", "effective_visibility", "binaries", "entrypoints", "integrations", "dependencies" }, Members(dependencies[1]));
        Assert.IsFalse(dependencies[0].TryGetProperty("binaries", out _));
        Assert.AreEqual(hidden, dependencies[1].GetProperty("dependencies")[0].GetProperty("identifier").GetString());
        Assert.AreEqual(
            """{"interface":{"binaries":[{"name":"lib","package":"LIBRARY"}],"entrypoints":["lib","tool"],"env":["L","PATH"],"integrations":["org.example"],"binaries_complete":false},"private":{"entrypoints":["lib"],"env":["L","PATH","T"],"integrations":[]}}"""
                .Replace("LIBRARY", library, StringComparison.Ordinal),
            Short(closure.GetProperty("surface")));
        Assert.AreEqual("""{"entrypoints":[],"repositories":[]}""", JsonSerializer.Serialize(closure.GetProperty("conflicts")));
    }

    [TestMethod]
    public async Task ConflictsAreReportedAndEndWith65()
    {
        using var sandbox = new Sandbox();
        var one = await PinAsync(sandbox, "demo/library:1", """{"type":"bundle","version":1,"entrypoints":{"same":{}}}""");
        var two = await PinAsync(sandbox, "demo/library:2", """{"type":"bundle","version":1,"entrypoints":{"other":{}}}""");
        var between = await PinAsync(
            sandbox, "demo/between:1", """{"type":"bundle","version":1,"dependencies":[{"identifier":"TWO","visibility":"public"}]}""".Replace("TWO", two, StringComparison.Ordinal));
        await PushAsync(
            sandbox,
            Tool,
            """{"type":"bundle","version":1,"entrypoints":{"same":{}},"dependencies":[{"identifier":"ONE","visibility":"public"},{"identifier":"BETWEEN","visibility":"public"}]}"""
                .Replace("ONE", one, StringComparison.Ordinal).Replace("BETWEEN", between, StringComparison.Ordinal),
            "any");

        var run = (await sandbox.RunAsync("package", "inspect", "--closure", Tool, "--json")).ShouldExit(65).ShouldTell("OCX4004").ShouldTell("OCX4005");

        var conflicts = run.Json.GetProperty("packages")[0].GetProperty("closure").GetProperty("conflicts");
        Assert.AreEqual("same", conflicts.GetProperty("entrypoints")[0].GetProperty("name").GetString());
        Assert.AreEqual(one, conflicts.GetProperty("entrypoints")[0].GetProperty("packages")[0].GetString());
        Assert.AreEqual("tools.local/demo/library", conflicts.GetProperty("repositories")[0].GetProperty("repository").GetString());
        Assert.AreEqual(2, conflicts.GetProperty("repositories")[0].GetProperty("packages").GetArrayLength());
    }

    [TestMethod]
    public async Task NoLayerIsFetchedAndNoTagNoted()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        await sandbox.PublishToolAsync($"{registry.Host}/demo/tool:1", "tool", "true");
        registry.ResetRequests();

        (await sandbox.RunAsync("package", "inspect", "--closure", $"{registry.Host}/demo/tool:1")).ShouldSucceed();

        Assert.AreSequenceEqual(
            new[] { RequestKind.Manifest, RequestKind.Manifest, RequestKind.Config }, registry.Requests.All.Select(request => request.Kind));
        Assert.IsFalse(Directory.Exists(Path.Combine(sandbox.Home, "tags")));
    }

    [TestMethod]
    public async Task OtherThingsThanPackagesAreNotInspected()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        (await sandbox.RunAsync("package", "describe", "--title", "x", $"{registry.Host}/demo/tool")).ShouldSucceed();
        (await sandbox.RunAsync("package", "inspect", $"{registry.Host}/demo/tool:__ocx.desc")).ShouldExit(65).ShouldTell("OCX2012");
    }

    private static string[] Members(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    /// <summary>Lists by their names only, but for the binaries of users; those of the package are left out.</summary>
    private static string Short(JsonElement surface) => JsonSerializer.Serialize(new
    {
        @interface = new
        {
            binaries = surface.GetProperty("interface").GetProperty("binaries"),
            entrypoints = Names(surface.GetProperty("interface"), "entrypoints", "name"),
            env = Names(surface.GetProperty("interface"), "env", "key"),
            integrations = Names(surface.GetProperty("interface"), "integrations", "name"),
            binaries_complete = surface.GetProperty("interface").GetProperty("binaries_complete").GetBoolean(),
        },
        @private = new
        {
            entrypoints = Names(surface.GetProperty("private"), "entrypoints", "name"),
            env = Names(surface.GetProperty("private"), "env", "key"),
            integrations = Names(surface.GetProperty("private"), "integrations", "name"),
        },
    });

    private static string?[] Names(JsonElement surface, string list, string member) =>
        [.. surface.GetProperty(list).EnumerateArray().Select(entry => entry.GetProperty(member).GetString())];

    private static async Task<string> PinAsync(Sandbox sandbox, string package, string metadata) =>
        $"tools.local/{package}@{await PushAsync(sandbox, $"tools.local/{package}", metadata, "any")}";

    /// <returns>The digest of the platform's manifest.</returns>
    private static async Task<string> PushAsync(Sandbox sandbox, string package, string metadata, string platform, string content = "x")
    {
        var source = Path.GetRandomFileName();
        sandbox.Write($"{source}/content/file", content);
        var file = sandbox.Write($"{source}/metadata.json", metadata);
        var archive = await sandbox.PackAsync($"{source}/content", file, $"{source}/layer.tar.gz");
        return (await sandbox.PushAsync(package, file, [archive], platform)).ToString();
    }
}
