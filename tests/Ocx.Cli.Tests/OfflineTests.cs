using Ocx.Cli.Tests.Faults;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class OfflineTests
{
    [TestMethod]
    public async Task WhatIsInTheStoreNeedsNoRegistry()
    {
        using var sandbox = new Sandbox();
        var hello = await InstallFromRegistryThatStopsAsync(sandbox);

        foreach (var arguments in Verbs(hello))
        {
            (await sandbox.RunAsync(arguments)).ShouldSucceed();
        }
    }

    [TestMethod]
    public async Task AnEmptyStoreNamesWhatIsMissing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/hello:1", "hello", "echo hello");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        var digest = (await sandbox.RunAsync("add", "--no-pull", hello, "--json")).ShouldSucceed().Json[0].GetProperty("digest").GetString();
        Directory.Delete(Path.Combine(sandbox.Home, "blobs"), recursive: true);
        registry.ResetRequests();

        (await sandbox.RunAsync("--offline", "pull")).ShouldExit(81).ShouldTell("OCX5001").ShouldTell($"the manifest {digest} of {hello}@{digest}").ShouldTell("`ocx pull`");
        (await sandbox.RunAsync("--offline", "install", hello)).ShouldExit(81).ShouldTell("the document sha256:").ShouldTell($"`ocx package pull {hello}`");
        Directory.Delete(Path.Combine(sandbox.Home, "tags"), recursive: true);
        (await sandbox.RunAsync("--offline", "install", hello)).ShouldExit(81).ShouldTell($"the tag {hello}").ShouldTell($"`ocx package pull {hello}`");
        (await sandbox.RunAsync("--frozen", "install", hello)).ShouldExit(81).ShouldTell($"the tag {hello}").ShouldTell($"`ocx index update {hello}`");
        Assert.IsEmpty(registry.Requests.All);
    }

    [TestMethod]
    public async Task AMissingLayerIsNamed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/hello:1", "hello", "echo hello");
        (await sandbox.RunAsync("package", "pull", hello)).ShouldSucceed();
        Directory.Delete(Path.Combine(sandbox.Home, "packages"), recursive: true);
        Directory.Delete(Path.Combine(sandbox.Home, "layers"), recursive: true);

        (await sandbox.RunAsync("--offline", "package", "pull", hello)).ShouldExit(81).ShouldTell("the layer sha256:").ShouldTell(hello);
    }

    [TestMethod]
    public async Task NoConnectionIsAttempted()
    {
        using var sandbox = new Sandbox();
        await Strace.RequireAsync(sandbox);
        var hello = await InstallFromRegistryThatStopsAsync(sandbox);
        Assert.IsNotEmpty(await AttemptsAsync(sandbox, 75, "--remote", "install", hello), "online there are attempts to see");

        foreach (var arguments in Verbs(hello))
        {
            Assert.IsEmpty(await AttemptsAsync(sandbox, 0, ["--offline", .. arguments]), string.Join(' ', arguments));
        }

        Assert.IsEmpty(await AttemptsAsync(sandbox, 81, "--offline", "install", hello + ".2"), "an unknown tag");
        Assert.IsEmpty(await AttemptsAsync(sandbox, 81, "--offline", "index", "update", hello), "an update");
    }

    [TestMethod]
    public async Task NoNetworkIsNeeded()
    {
        using var sandbox = new Sandbox();
        if (!OperatingSystem.IsLinux() || (await sandbox.RunInShellAsync("unshare -rn true")).ExitCode != 0)
        {
            Assert.Inconclusive("A network namespace cannot be made here (unshare, of util-linux, and the right to use it).");
        }

        var hello = await InstallFromRegistryThatStopsAsync(sandbox);
        foreach (var arguments in Verbs(hello))
        {
            (await sandbox.StartAsync("unshare", "", ["-rn", Sandbox.Executable, "--offline", .. arguments])).ShouldSucceed();
        }
    }

    private static string[][] Verbs(string package) =>
    [
        ["pull"], ["run", "--", "hello"], ["env"], ["lock"], ["install", package], ["package", "pull", package], ["exec", package, "--", "hello"],
        ["find", package], ["index", "list", package], ["index", "catalog"],
    ];

    /// <summary>A project with a locked tool, installed; its registry is gone.</summary>
    private static async Task<string> InstallFromRegistryThatStopsAsync(Sandbox sandbox)
    {
        await using var registry = await TestRegistry.StartAsync();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/hello:1", "hello", "echo hello");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync("add", hello)).ShouldSucceed();
        (await sandbox.RunAsync("install", hello)).ShouldSucceed();
        return hello;
    }

    /// <summary>The system calls that use a network: connecting, and sending without a connection as name lookups do.</summary>
    private static async Task<IReadOnlyList<string>> AttemptsAsync(Sandbox sandbox, int exit, params string[] arguments)
    {
        var log = sandbox.PathOf(Path.GetRandomFileName());
        string[] options = ["-f", "--seccomp-bpf", "-q", "-o", log, "-e", "trace=connect,sendto,sendmsg,sendmmsg"];
        (await sandbox.StartAsync("strace", "", [.. options, Sandbox.Executable, .. arguments])).ShouldExit(exit);
        var attempts = (await File.ReadAllLinesAsync(log)).Where(line => line.Contains("AF_INET", StringComparison.Ordinal)).ToList();
        File.Delete(log);
        return attempts;
    }
}
