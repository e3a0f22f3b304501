using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>What we push another tool accepts and copies byte for byte, and what it copied we install.</summary>
[TestClass]
[RequiresProgram("skopeo")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class SkopeoTests
{
    private const string Tool = Sandbox.LocalRegistry + "/acme/hello:1.2.3";

    [TestMethod]
    public async Task ADirectoryIsInspectedAndCopied()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "hello", "echo hello, $1");
        await sandbox.PublishToolAsync($"{Sandbox.LocalRegistry}/acme/other:1", "other", "true");

        var index = await SkopeoAsync(sandbox, "inspect", "--raw", "oci:../registry:acme/hello:1.2.3");
        await SkopeoAsync(sandbox, "copy", "--all", "oci:../registry:acme/hello:1.2.3", "oci:../registry:acme/copy:1");
        await SkopeoAsync(sandbox, "copy", "--all", "oci:../registry:acme/hello:1.2.3", "oci:hello:1.2.3");

        // Written into by another tool, the directory has its entry and those of before.
        Assert.AreEqual(index, await SkopeoAsync(sandbox, "inspect", "--raw", "oci:../registry:acme/copy:1"));
        Assert.AreEqual(
            ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(index)),
            await DigestOfAsync(sandbox, $"{Sandbox.LocalRegistry}/acme/copy:1"));
        await ExpectAsync(sandbox, $"{Sandbox.LocalRegistry}/acme/copy:1");
        (await sandbox.RunAsync("install", $"{Sandbox.LocalRegistry}/acme/other:1")).ShouldSucceed();
        (await sandbox.RunAsync("install", Tool)).ShouldSucceed();

        // A layout with nothing but a tag answers to the name of its directory.
        File.WriteAllText(
            Path.Combine(sandbox.Home, "config.toml"), $"[registries.\"{Sandbox.LocalRegistry}\"]\nurl = \"{new Uri(sandbox.PathOf("hello"))}\"\n");
        await ExpectAsync(sandbox, $"{Sandbox.LocalRegistry}/hello:1.2.3");
    }

    [TestMethod]
    [RequiresProgram("docker-registry")]
    public async Task ADirectoryGoesToARegistryAndBack()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        await sandbox.PublishToolAsync(Tool, "hello", "echo hello, $1");
        var digest = await DigestOfAsync(sandbox, Tool);

        await SkopeoAsync(sandbox, "copy", "--all", "--dest-tls-verify=false", "oci:../registry:acme/hello:1.2.3", $"docker://{registry.Host}/far/hello:1");
        Assert.AreEqual(digest, await DigestOfAsync(sandbox, $"{registry.Host}/far/hello:1"));
        await ExpectAsync(sandbox, $"{registry.Host}/far/hello:1");

        await sandbox.PublishToolAsync($"{registry.Host}/far/ours:2", "hello", "echo hello, $1");
        await SkopeoAsync(sandbox, "copy", "--all", "--src-tls-verify=false", $"docker://{registry.Host}/far/ours:2", "oci:../registry:back/ours:2");
        Assert.AreEqual(
            await DigestOfAsync(sandbox, $"{registry.Host}/far/ours:2"), await DigestOfAsync(sandbox, $"{Sandbox.LocalRegistry}/back/ours:2"));
        await ExpectAsync(sandbox, $"{Sandbox.LocalRegistry}/back/ours:2");

        using var tags = JsonDocument.Parse(await SkopeoAsync(sandbox, "list-tags", "--tls-verify=false", $"docker://{registry.Host}/far/ours"));
        Assert.Contains("2", tags.RootElement.GetProperty("Tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    /// <summary>Layers with a place of their own, a package of nothing but variables, what a repository says of itself, and the tags of digests.</summary>
    [TestMethod]
    [RequiresProgram("docker-registry")]
    public async Task AllThatIsPushedIsCopied()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var (from, to) = ($"{registry.Host}/near/tool", $"{registry.Host}/far/tool");
        sandbox.Write("tool/top/bin/hello", "#!/bin/sh\necho hello, $1\n", executable: true);
        sandbox.Write("data/file", "data");
        var metadata = sandbox.Write(
            "metadata.json", """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""");
        await sandbox.PackAsync("tool", null, "tool.tar.gz");
        await sandbox.PackAsync("data", null, "data.tar.gz");
        await sandbox.PushAsync($"{from}:1.2.3", metadata, ["tool.tar.gz:strip=1", "data.tar.gz:prefix=share/data"]);
        await sandbox.PushAsync($"{from}:variables", metadata, []);
        (await sandbox.RunAsync("package", "describe", "--title", "A tool", "--keywords", "one,two", from)).ShouldSucceed();

        using var listed = JsonDocument.Parse(await SkopeoAsync(sandbox, "list-tags", "--tls-verify=false", $"docker://{from}"));
        var tags = listed.RootElement.GetProperty("Tags").EnumerateArray().Select(tag => tag.GetString()!).ToList();
        foreach (var tag in tags)
        {
            await SkopeoAsync(sandbox, "copy", "--all", "--src-tls-verify=false", "--dest-tls-verify=false", $"docker://{from}:{tag}", $"docker://{to}:{tag}");
            Assert.AreEqual(await DigestOfAsync(sandbox, $"{from}:{tag}"), await DigestOfAsync(sandbox, $"{to}:{tag}"), tag);
        }

        Assert.HasCount(5, tags, "1.2.3, variables, two digests, __ocx.desc");
        await ExpectAsync(sandbox, $"{to}:1.2.3");
        (await sandbox.RunAsync("install", $"{to}:variables")).ShouldSucceed();
        Assert.Contains("A tool", (await sandbox.RunAsync("package", "info", to)).ShouldSucceed().Output);
    }

    private static async Task<string> SkopeoAsync(Sandbox sandbox, params string[] arguments) =>
        (await sandbox.StartAsync("skopeo", "", ["--insecure-policy", .. arguments])).ShouldSucceed().Output;

    /// <summary>The digest that skopeo, or the registry, has for an index: that of its bytes.</summary>
    private static async Task<string> DigestOfAsync(Sandbox sandbox, string identifier)
    {
        var source = identifier.StartsWith(Sandbox.LocalRegistry, StringComparison.Ordinal)
            ? $"oci:../registry:{identifier[(Sandbox.LocalRegistry.Length + 1)..]}"
            : $"docker://{identifier}";
        string[] insecure = source.StartsWith("docker", StringComparison.Ordinal) ? ["--tls-verify=false"] : [];
        return ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(await SkopeoAsync(sandbox, ["inspect", "--raw", .. insecure, source])));
    }

    private static async Task ExpectAsync(Sandbox sandbox, string identifier) => Assert.AreEqual(
        "hello, you\n", (await sandbox.RunAsync("exec", identifier, "--", "hello", "you")).ShouldSucceed().Output);
}
