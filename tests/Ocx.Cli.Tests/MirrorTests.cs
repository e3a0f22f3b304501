using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

/// <summary>A registry and its mirror, which has a prefix.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed partial class MirrorTests : IAsyncDisposable
{
    private const string Tool = "acme/tool:1";

    private readonly Sandbox _sandbox = new();
    private TestRegistry _origin = null!;
    private TestRegistry _mirror = null!;

    [TestInitialize]
    public async Task StartAsync()
    {
        _origin = await TestRegistry.StartAsync();
        _mirror = await TestRegistry.StartAsync();
        _sandbox.Set("OCX_INSECURE_REGISTRIES", $"{_origin.Host},{_mirror.Host}");
    }

    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        await _mirror.DisposeAsync();
        _sandbox.Dispose();
    }

    [TestMethod]
    public async Task ReadingGoesToTheMirrorAloneAndNamesStay()
    {
        await PublishAsync();
        UseMirror();

        var path = (await _sandbox.RunAsync("package", "pull", "--json", $"{_origin.Host}/{Tool}")).ShouldSucceed().Json
            .GetProperty($"{_origin.Host}/{Tool}").GetString()!;

        Assert.AreEqual(0, _origin.Requests.Count());
        Assert.IsNotEmpty(_mirror.Requests.All);
        Assert.IsEmpty(_mirror.Requests.All.Where(request => request.Path.StartsWith("/v2/acme/", StringComparison.Ordinal)), "the prefix goes first");
        Assert.StartsWith(Path.Combine(_sandbox.Home, "packages", _origin.Host.Replace(':', '_')), path);
    }

    [TestMethod]
    public async Task ALockIsTheSameWithAndWithoutMirror()
    {
        await PublishAsync();
        _sandbox.Write("ocx.toml", $"[tools]\ntool = \"{_origin.Host}/{Tool}\"\n");
        (await _sandbox.RunAsync("lock", "--no-pull")).ShouldSucceed();
        var direct = ReadLock();
        File.Delete(_sandbox.PathOf("ocx.lock"));
        using var behind = new Sandbox();
        behind.Write("ocx.toml", File.ReadAllText(_sandbox.PathOf("ocx.toml")));
        behind.Set("OCX_INSECURE_REGISTRIES", _mirror.Host).Set("OCX_MIRRORS", $$"""{"{{_origin.Host}}": "http://{{_mirror.Host}}/proxy"}""");
        _origin.ResetRequests();

        (await behind.RunAsync("lock")).ShouldSucceed();

        Assert.AreEqual(direct, Time().Replace(File.ReadAllText(behind.PathOf("ocx.lock")), ""));
        Assert.AreEqual(0, _origin.Requests.Count());
    }

    [TestMethod]
    public async Task WritingGoesToTheRegistryItself()
    {
        UseMirror();

        await _sandbox.PublishToolAsync($"{_origin.Host}/{Tool}", "tool", "true");

        Assert.AreEqual(0, _mirror.Requests.Count());
        Assert.IsGreaterThan(0, _origin.Requests.Count(RequestKind.Manifest, "PUT"));
    }

    [TestMethod]
    public async Task AMirrorThatIsGoneIsAnErrorAndNotAReasonToAskTheRegistry()
    {
        await PublishAsync();
        // Taken, so that nobody else answers there, but not listened to.
        using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        gone.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _sandbox.Set("OCX_INSECURE_REGISTRIES", $"{gone.LocalEndPoint}").Set("OCX_MIRRORS", $$"""{"{{_origin.Host}}": "http://{{gone.LocalEndPoint}}/proxy"}""");

        (await _sandbox.RunAsync("package", "pull", $"{_origin.Host}/{Tool}")).ShouldExit(75).ShouldTell($"{_origin.Host}/{Tool}").ShouldTell($"http://{gone.LocalEndPoint}/proxy");

        Assert.AreEqual(0, _origin.Requests.Count());
    }

    [TestMethod]
    public async Task WhatTheMirrorDoesNotHaveIsMissing()
    {
        await PublishAsync();
        UseMirror();

        (await _sandbox.RunAsync("package", "pull", $"{_origin.Host}/acme/tool:2")).ShouldExit(79).ShouldTell($"http://{_mirror.Host}/proxy");

        Assert.AreEqual(0, _origin.Requests.Count());
    }

    [TestMethod]
    public async Task PlainHttpIsRefusedBeforeAnyRequest()
    {
        UseMirror();
        _sandbox.Set("OCX_INSECURE_REGISTRIES", _origin.Host);

        (await _sandbox.RunAsync("package", "pull", $"{_origin.Host}/{Tool}")).ShouldExit(78).ShouldTell("OCX5003").ShouldTell($"add {_mirror.Host} to OCX_INSECURE_REGISTRIES");

        Assert.AreEqual(0, _mirror.Requests.Count() + _origin.Requests.Count());
    }

    [TestMethod]
    public async Task ADirectoryIsAMirrorWithoutNetwork()
    {
        await _sandbox.PublishToolAsync($"{Sandbox.LocalRegistry}/{Tool}", "tool", "echo from the mirror");
        var config = Path.Combine(_sandbox.Home, "config.toml");
        File.WriteAllText(config, File.ReadAllText(config).Replace($"[registries.\"{Sandbox.LocalRegistry}\"]", "[mirrors.\"registry.invalid\"]", StringComparison.Ordinal));

        Assert.AreEqual("from the mirror\n", (await _sandbox.RunAsync("--offline", "exec", $"registry.invalid/{Tool}", "--", "tool")).ShouldSucceed().Output);
        Assert.IsTrue(Directory.Exists(Path.Combine(_sandbox.Home, "packages", "registry.invalid")));
    }

    [TestMethod]
    public async Task ProgramsThatOcxStartsGetTheMirrorsAsGiven()
    {
        await _sandbox.PublishToolAsync($"{Sandbox.LocalRegistry}/{Tool}", "tool", "printf %s \"$OCX_MIRRORS\"");
        const string mirrors = """{ "ghcr.io":"https://m.example/" }""";

        Assert.AreEqual(mirrors, (await _sandbox.Set("OCX_MIRRORS", mirrors).RunAsync("exec", "--clean", $"{Sandbox.LocalRegistry}/{Tool}", "--", "tool")).ShouldSucceed().Output);
    }

    /// <summary>The same package in both.</summary>
    private async Task PublishAsync()
    {
        _sandbox.Write("content/bin/tool", "#!/bin/sh\n", executable: true);
        _sandbox.Write("metadata.json", """{"type":"bundle","version":1}""");
        var archive = await _sandbox.PackAsync("content", "metadata.json", "tool.tar.gz");
        foreach (var repository in new[] { $"{_origin.Host}/{Tool}", $"{_mirror.Host}/proxy/{Tool}" })
        {
            await _sandbox.PushAsync(repository, "metadata.json", [archive]);
        }

        _origin.ResetRequests();
        _mirror.ResetRequests();
    }

    private void UseMirror() => File.AppendAllText(Path.Combine(_sandbox.Home, "config.toml"), $"[mirrors.\"{_origin.Host}\"]\nurl = \"http://{_mirror.Host}/proxy\"\n");

    private string ReadLock() => Time().Replace(File.ReadAllText(_sandbox.PathOf("ocx.lock")), "");

    [GeneratedRegex("generated_at = .*\n")]
    private static partial Regex Time();
}
