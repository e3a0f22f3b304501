using System.Text.Json;

namespace Ocx.Cli.Tests.Registries;

/// <summary>The way of a package from its files to a running program, through whatever registry a derived class offers.</summary>
public abstract class RegistrySuite : IAsyncDisposable
{
    private const string Metadata = """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""";

    private string _registry = "";

    private protected Sandbox Sandbox { get; } = new();

    private string Tool => $"{_registry}/acme/tools/hello:1.2.3";

    [TestInitialize]
    public async Task BeginAsync() => _registry = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        Sandbox.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task FromFilesToARunningProgram()
    {
        await PushByProgramAsync("linux/amd64", "echo amd64, $1");
        await PushByProgramAsync("linux/arm64", "echo arm64, $1");

        // A lock holds every platform; what runs is chosen here, whatever this machine is.
        (await Sandbox.RunAsync("init")).ShouldSucceed();
        var entry = (await Sandbox.RunAsync("add", "--no-pull", Tool, "--json")).ShouldSucceed().Json[0];
        Assert.AreSequenceEqual(
            new[] { "linux/amd64", "linux/arm64" },
            entry.GetProperty("platforms").EnumerateObject().Select(platform => platform.Name).Order().ToArray());
        (await Sandbox.RunAsync("lock", "--check")).ShouldSucceed();

        foreach (var processor in new[] { "amd64", "arm64" })
        {
            var pulled = (await Sandbox.RunAsync("package", "pull", "-p", $"linux/{processor}", Tool, "--json")).ShouldSucceed();
            var path = pulled.Json.EnumerateObject().Single().Value.GetString()!;
            Assert.AreEqual($"{processor}, you\n", (await Sandbox.StartAsync(Path.Combine(path, "content/bin/hello"), "", ["you"])).ShouldSucceed().Output);
        }
    }

    [TestMethod]
    public async Task LockPullInstallExecAndRun()
    {
        await PushAsync("any", "echo hello, $1");
        (await Sandbox.RunAsync("init")).ShouldSucceed();
        (await Sandbox.RunAsync("add", "--no-pull", Tool)).ShouldSucceed();
        (await Sandbox.RunAsync("lock")).ShouldSucceed();

        (await Sandbox.RunAsync("pull")).ShouldSucceed();
        Assert.AreEqual("hello, run\n", (await Sandbox.RunAsync("run", "--", "hello", "run")).ShouldSucceed().Output);
        (await Sandbox.RunAsync("install", "-s", Tool)).ShouldSucceed();
        (await Sandbox.RunAsync("find", Tool)).ShouldSucceed();
        Assert.AreEqual("hello, exec\n", (await Sandbox.RunAsync("exec", Tool, "--", "hello", "exec")).ShouldSucceed().Output);
        (await Sandbox.RunAsync("store", "verify")).ShouldSucceed();
    }

    [TestMethod]
    public async Task ALockIsEnoughForAnotherMachine()
    {
        await PushAsync("any", "echo hello, $1");
        (await Sandbox.RunAsync("init")).ShouldSucceed();
        (await Sandbox.RunAsync("add", Tool)).ShouldSucceed();
        foreach (var directory in Directory.GetDirectories(Sandbox.Home))
        {
            Directory.Delete(directory, recursive: true);
        }

        Assert.AreEqual("hello, again\n", (await Sandbox.RunAsync("run", "--", "hello", "again")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task PushedAgainUnchangedNothingIsUploaded()
    {
        Assert.Contains("1 uploaded, 0 verified", (await PushByProgramAsync("any", "true")).Output);

        var again = await PushByProgramAsync("any", "true");
        Assert.Contains("0 uploaded, 1 verified", again.Output);
        Assert.DoesNotContain("Uploading", again.Error);
        Assert.Contains("1 uploaded, 0 verified", (await PushByProgramAsync("any", "echo other")).Output);
    }

    [TestMethod]
    public async Task AMovedTagIsFollowedByUpdateOnly()
    {
        await PushAsync("any", "echo old");
        (await Sandbox.RunAsync("init")).ShouldSucceed();
        (await Sandbox.RunAsync("add", Tool)).ShouldSucceed();
        await PushAsync("any", "echo new");

        Assert.AreEqual("old\n", (await Sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);
        (await Sandbox.RunAsync("update", "--check")).ShouldExit(65).ShouldTell("moved");
        (await Sandbox.RunAsync("update")).ShouldSucceed();
        Assert.AreEqual("new\n", (await Sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task WhatIsMissingIsSaidToBeMissing()
    {
        await PushAsync("any", "true");
        (await Sandbox.RunAsync("install", $"{_registry}/acme/tools/hello:9")).ShouldExit(79).ShouldTell("error OCX2002: ");
        (await Sandbox.RunAsync("install", $"{_registry}/acme/tools/nothing:1")).ShouldExit(79).ShouldTell("error OCX2002: ");
        (await Sandbox.RunAsync("install", $"{_registry}/acme/tools/hello@sha256:{new string('0', 64)}")).ShouldExit(79).ShouldTell("OCX2002");
    }

    [TestMethod]
    public async Task TheIndexKnowsWhatItWasToldAndTheRegistryTheRest()
    {
        var repository = $"{_registry}/acme/tools/hello";
        await PushAsync("linux/amd64", "true");
        await PushAsync("linux/arm64", "true");
        await PushAsync("any", "true", $"{repository}:debug-2.0.0");

        // Nothing is known before it was asked for.
        (await Sandbox.RunAsync("index", "list", repository)).ShouldExit(79).ShouldTell("ocx index update");
        await ExpectAsync("""{"repositories":[]}""", "index", "catalog", _registry);
        (await Sandbox.RunAsync("index", "update", $"{repository}:1.2.3")).ShouldSucceed();
        await ExpectAsync($$"""{"{{repository}}":["1.2.3"]}""", "index", "list", repository);
        (await Sandbox.RunAsync("index", "update", repository)).ShouldSucceed();

        // What the index knows now is what the registry has, and neither is told as the other.
        foreach (var mode in (string[][])[[], ["--remote"]])
        {
            await ExpectAsync($$"""{"{{repository}}":["1.2.3","debug-2.0.0"]}""", [.. mode, "index", "list", repository]);
            await ExpectAsync($$"""{"{{repository}}":["debug"]}""", [.. mode, "index", "list", "--variants", repository]);
            await ExpectAsync($$"""{"{{Tool}}":["linux/amd64","linux/arm64"]}""", [.. mode, "index", "list", "--platforms", Tool]);
            await ExpectAsync($$"""{"repositories":["{{repository}}"]}""", [.. mode, "index", "catalog", _registry]);
            await ExpectAsync($$$"""{"repositories":{"{{{repository}}}":["1.2.3","debug-2.0.0"]}}""", [.. mode, "index", "catalog", "--tags", _registry]);
        }

        await PushAsync("any", "true", $"{repository}:3");
        await ExpectAsync($$"""{"{{repository}}":["1.2.3","debug-2.0.0"]}""", "index", "list", repository);
        await ExpectAsync($$"""{"{{repository}}":["1.2.3","3","debug-2.0.0"]}""", "--remote", "index", "list", repository);
        (await Sandbox.RunAsync("index", "update", $"{_registry}/acme/tools/nothing")).ShouldExit(79).ShouldTell("error OCX2002: ");
    }

    /// <summary>Starts the registry, tells the sandbox of it, and returns its name in identifiers.</summary>
    protected abstract Task<string> StartAsync();

    protected abstract ValueTask StopAsync();

    private async Task ExpectAsync(string json, params string[] arguments) =>
        Assert.AreEqual(json, JsonSerializer.Serialize((await Sandbox.RunAsync([.. arguments, "--json"])).ShouldSucceed().Json));

    private async Task<CommandResult> PushByProgramAsync(string platform, string script)
    {
        Write(script);
        (await Sandbox.RunAsync("package", "create", "-f", "-m", "metadata.json", "-o", "hello.tar.gz", "content")).ShouldSucceed();
        return (await Sandbox.RunAsync("package", "push", "-p", platform, "-i", Tool, "hello.tar.gz")).ShouldSucceed();
    }

    private async Task PushAsync(string platform, string script, string? identifier = null)
    {
        Write(script);
        var archive = await Sandbox.PackAsync("content", "metadata.json", $"{Path.GetRandomFileName()}.tar.gz");
        await Sandbox.PushAsync(identifier ?? Tool, "metadata.json", [archive], platform);
    }

    private void Write(string script)
    {
        Sandbox.Write("content/bin/hello", $"#!/bin/sh\n{script}\n", executable: true);
        Sandbox.Write("metadata.json", Metadata);
    }
}
