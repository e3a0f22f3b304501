using System.Text;
using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
public sealed class IndexTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [TestMethod]
    public async Task TagsAreUpdatedAndListed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = SandboxOf(registry);
        foreach (var tag in new[] { "1.0.0", "1", "debug-1.0.0", "slim-2", "__ocx.desc", $"sha256.{Hex}", $"sha256-{Hex}", $"sha512-{Hex}", $"sha256-{Hex}.sig" })
        {
            PutTag(registry, "acme/cmake", tag);
        }

        var update = (await sandbox.RunAsync("index", "update", "acme/cmake")).ShouldSucceed();
        Assert.AreEqual("", update.Output + update.Error);
        Assert.IsTrue(File.Exists(Path.Combine(sandbox.Home, "tags", registry.Host.Replace(':', '_'), "acme", "cmake.json")));

        Assert.AreEqual(
            """{"acme/cmake":["1","1.0.0","debug-1.0.0","slim-2"],"acme/cmake:1":["1"],"acme/cmake:9":[]}""",
            await JsonAsync(sandbox, "index", "list", "acme/cmake:9", "acme/cmake:1", "acme/cmake"));
        Assert.AreEqual("""{"acme/cmake":["debug","slim"]}""", await JsonAsync(sandbox, "index", "list", "--variants", "acme/cmake"));
        Assert.AreEqual(
            "Package     Tag        \nacme/cmake  1          \nacme/cmake  1.0.0      \nacme/cmake  debug-1.0.0\nacme/cmake  slim-2     \n",
            (await sandbox.RunAsync("index", "list", "acme/cmake")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task RepositoriesAreListed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = SandboxOf(registry);
        PutTag(registry, "b/two", "1");
        PutTag(registry, "b/two", "2");
        PutTag(registry, "one", "x");
        PutTag(registry, "hidden", "__ocx.desc");
        var host = registry.Host;
        (await sandbox.RunAsync("index", "update", "b/two:2")).ShouldSucceed();

        Assert.AreEqual($$"""{"repositories":["{{host}}/b/two"]}""", await JsonAsync(sandbox, "index", "catalog"));
        Assert.AreEqual("""{"repositories":[]}""", await JsonAsync(sandbox, "index", "catalog", "ghcr.io"));
        Assert.AreEqual(
            $$"""{"repositories":{"{{host}}/b/two":["1","2"],"{{host}}/hidden":[],"{{host}}/one":["x"] } }""".Replace(" ", "", StringComparison.Ordinal),
            await JsonAsync(sandbox, "index", "catalog", "--tags", "--remote", host));
        Assert.AreEqual("Repository".PadRight(host.Length + 6) + $"\n{host}/b/two\n", (await sandbox.RunAsync("index", "catalog", host)).ShouldSucceed().Output);
        Assert.AreEqual(
            "Repository".PadRight(host.Length + 6) + $"  Tag\n{host}/b/two  2  \n", (await sandbox.RunAsync("index", "catalog", "--tags")).ShouldSucceed().Output);
        (await sandbox.RunAsync("index", "catalog", "not a host")).ShouldExit(65).ShouldTell("OCX1020");
    }

    [TestMethod]
    [DataRow(404, 69, "OCX2024")]
    [DataRow(405, 69, "OCX2005")]
    [DataRow(401, 80, "OCX2003")]
    public async Task ARegistryThatDoesNotTellItsRepositoriesIsAFailure(int status, int exit, string code)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = SandboxOf(registry);
        PutTag(registry, "x", "1");
        registry.Faults.Add(Fault.Status(status), RequestKind.Catalog);

        var refused = (await sandbox.RunAsync("--remote", "index", "catalog")).ShouldExit(exit).ShouldTell($"error {code}").ShouldTell(registry.Host).ShouldTell("-> ");

        Assert.AreEqual("", refused.Output);
        Assert.AreEqual("""{"x":["1"]}""", await JsonAsync(sandbox, "--remote", "index", "list", "x"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task PlatformsAreThoseOfTheTagOrOfLatest()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = SandboxOf(registry);
        await sandbox.PublishToolAsync("hello:latest", "hello", "echo hello");

        Assert.AreEqual("""{"hello":["any"]}""", await JsonAsync(sandbox, "index", "list", "--platforms", "hello"));
        Assert.IsFalse(Directory.Exists(Path.Combine(sandbox.Home, "tags")), "a question notes nothing");
        Assert.AreEqual("Package  Platform\nhello    any     \n", (await sandbox.RunAsync("index", "list", "--platforms", "hello")).ShouldSucceed().Output);
        (await sandbox.RunAsync("index", "list", "--platforms", $"hello@sha256:{Hex}")).ShouldExit(79);
        (await sandbox.RunAsync("--offline", "index", "list", "--platforms", "hello")).ShouldExit(81).ShouldTell($"{registry.Host}/hello:latest");
    }

    [TestMethod]
    [DataRow(64, "index", "update")]
    [DataRow(64, "index", "list")]
    [DataRow(64, "index")]
    [DataRow(64, "index", "list", "--platforms", "--variants", "x")]
    [DataRow(64, "index", "list", "x@sha256:" + Hex)]
    [DataRow(64, "index", "update", "x@sha256:" + Hex)]
    [DataRow(65, "index", "update", "X:::")]
    [DataRow(79, "index", "update", "missing")]
    [DataRow(79, "index", "update", "x:missing")]
    [DataRow(79, "index", "list", "x")]
    [DataRow(79, "--remote", "index", "list", "missing")]
    [DataRow(79, "--remote", "index", "list", "--variants", "missing")]
    [DataRow(81, "--offline", "index", "list", "x")]
    [DataRow(81, "--frozen", "index", "list", "x")]
    [DataRow(81, "--offline", "index", "update", "x")]
    [DataRow(81, "--frozen", "index", "update", "x")]
    public async Task WhatDoesNotWorkSaysWhyAndWhatDoes(int exit, params string[] arguments)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = SandboxOf(registry);
        PutTag(registry, "x", "1");

        var result = (await sandbox.RunAsync(arguments)).ShouldExit(exit).ShouldTell("error OCX").ShouldTell("-> ");

        Assert.AreEqual("", result.Output);
        Assert.IsFalse(Directory.Exists(Path.Combine(sandbox.Home, "tags")));
    }

    [TestMethod]
    public async Task ProcessesThatUpdateDifferentTagsAtOnceLoseNothing()
    {
        const int Processes = 8;
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = SandboxOf(registry);
        var tags = Enumerable.Range(0, Processes).Select(n => $"1.{n}").ToArray();
        Array.ForEach(tags, tag => PutTag(registry, "x", tag));

        var results = await Task.WhenAll(tags.Select(tag => sandbox.RunAsync("index", "update", $"x:{tag}")));

        Array.ForEach(results, result => result.ShouldSucceed());
        Assert.AreEqual($$"""{"x":{{JsonSerializer.Serialize(tags)}} }""".Replace(" ", "", StringComparison.Ordinal), await JsonAsync(sandbox, "index", "list", "x"));
    }

    private static Sandbox SandboxOf(TestRegistry registry) =>
        new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host).Set("OCX_DEFAULT_REGISTRY", registry.Host);

    private static void PutTag(TestRegistry registry, string repository, string tag) => registry.PutManifest(
        repository, tag, Encoding.UTF8.GetBytes("""{"schemaVersion":2,"manifests":[]}"""), RegistryContent.ImageIndex);

    private static async Task<string> JsonAsync(Sandbox sandbox, params string[] arguments) =>
        JsonSerializer.Serialize((await sandbox.RunAsync([.. arguments, "--json"])).ShouldSucceed().Json);
}
