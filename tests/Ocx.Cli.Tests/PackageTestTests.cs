using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PackageTestTests
{
    private const string Tool = "tools.local/demo/tool:1.2.3";
    private const string OnPath = """{"key":"PATH","type":"path","value":"bin","visibility":"public"}""";

    [TestMethod]
    public async Task TheCommandRunsInThePackageAndItsExitCodeIsPassedOn()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", """echo "$0 $1"; cat; exit 7""");

        var result = (await sandbox.RunWithInputAsync("input\n", "package", "test", "-i", Tool, archive, "--", "tool", "--help")).ShouldExit(7);

        Assert.MatchesRegex($"^{sandbox.Home}/temp/test/[0-9a-f]+/content/bin/tool --help\ninput\n$", result.Output);
        Assert.AreEqual("", result.Error);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(sandbox.Home, "temp/test")));
        foreach (var trace in new[] { "packages", "symlinks", "tags" })
        {
            Assert.IsFalse(Directory.Exists(Path.Combine(sandbox.Home, trace)), trace);
        }

        (await sandbox.RunAsync("install", Tool)).ShouldExit(78).ShouldTell("OCX2016");
    }

    [TestMethod]
    public async Task DependenciesAndLaunchersAreThere()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync("tools.local/demo/helper:1", "helper", "echo helped");
        var pulled = (await sandbox.RunAsync("package", "pull", "tools.local/demo/helper:1", "--json")).ShouldSucceed().Json.GetProperty("tools.local/demo/helper:1").GetString()!;
        var digest = File.ReadAllText(Path.Combine(pulled, "digest"));
        var archive = await ArchiveAsync(sandbox, "main", "helper; echo \"$SECRET\"", $$"""
            {"type":"bundle","version":1,
             "env":[{"key":"PATH","type":"path","value":"bin"},{"key":"SECRET","type":"constant","value":"known"}],
             "dependencies":[{"identifier":"tools.local/demo/helper:1@{{digest}}","visibility":"private"}],
             "entrypoints":{ "start":{"command":"main"} } }
            """);

        Assert.AreEqual("helped\nknown\n", (await sandbox.RunAsync("package", "test", "-i", Tool, archive, "--", "start")).ShouldSucceed().Output);
        Assert.AreEqual("helped\nknown\n", (await sandbox.RunAsync("package", "test", "--self", "-i", Tool, archive, "--", "main")).ShouldSucceed().Output);
        (await sandbox.RunAsync("package", "test", "-i", Tool, archive, "--", "main")).ShouldExit(1).ShouldTell("OCX4001");
    }

    [TestMethod]
    public async Task TheEnvironmentIsAsAskedFor()
    {
        using var sandbox = new Sandbox();
        sandbox.Set("LEAK", "1");
        var archive = await ArchiveAsync(sandbox, "show", "/usr/bin/env");
        Assert.Contains("LEAK=1\n", (await sandbox.RunAsync("package", "test", "-i", Tool, archive, "--", "show")).ShouldSucceed().Output);
        var clean = (await sandbox.RunAsync("package", "test", "--clean", "--env", "MORE=2", "-i", Tool, archive, "--", "show")).ShouldSucceed().Output;
        Assert.DoesNotContain("LEAK", clean);
        Assert.Contains("MORE=2\n", clean);
    }

    [TestMethod]
    public async Task APackageThatIsKeptIsTold()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", "true");

        var told = (await sandbox.RunAsync("package", "test", "--keep", "-i", Tool, archive, "--", "tool")).ShouldSucceed().Error;

        var path = told.Trim()["The package is in ".Length..];
        Assert.IsTrue(File.Exists(Path.Combine(path, "content/bin/tool")));
        Assert.IsTrue(File.Exists(Path.Combine(path, "metadata.json")));
        (await sandbox.RunAsync("clean")).ShouldSucceed();
        Assert.IsFalse(Directory.Exists(path));
    }

    [TestMethod]
    public async Task APackageIsMadeInADirectoryOfTheUsers()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", "echo $0");
        var first = (await sandbox.RunAsync("package", "test", "-o", "try", "-i", Tool, archive, "--", "tool")).ShouldSucceed();
        Assert.AreEqual(sandbox.PathOf("try/content/bin/tool") + "\n", first.Output);
        Assert.IsTrue(File.Exists(sandbox.PathOf("try/content/bin/tool")));
        (await sandbox.RunAsync("package", "test", "-o", "try", "-i", Tool, archive, "--", "tool")).ShouldExit(64).ShouldTell("is not an empty directory");
        (await sandbox.RunAsync("package", "test", "-o", Path.Combine(sandbox.Home, "x"), "-i", Tool, archive, "--", "tool")).ShouldExit(64).ShouldTell("lies in the store");
        (await sandbox.RunAsync("package", "test", "--keep", "-o", "other", "-i", Tool, archive, "--", "tool")).ShouldExit(64);
        if (Directory.Exists("/dev/shm"))
        {
            (await sandbox.RunAsync("package", "test", "-o", "/dev/shm/ocx-test", "-i", Tool, archive, "--", "tool")).ShouldExit(64).ShouldTell("another file system");
        }
    }

    [TestMethod]
    public async Task ADirectoryOfTheUsersIsLeftEmptyAfterAFailure()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.PathOf("try"));
        var archive = await ArchiveAsync(sandbox, "tool", "true", """
            {"type":"bundle","version":1,"entrypoints":{"start":{}},"env":[{"key":"PATH","type":"path","required":true,"value":"missing"}]}
            """);
        (await sandbox.RunAsync("package", "test", "-o", "try", "-i", Tool, archive, "--", "tool")).ShouldExit(65).ShouldTell("OCX4006");
        Assert.IsEmpty(Directory.GetFileSystemEntries(sandbox.PathOf("try")));
    }

    [TestMethod]
    public async Task ProgramsOfTheMachineAreRunWithAWarning()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", "true");
        var host = (await sandbox.RunAsync("package", "test", "-i", Tool, archive, "--", "sh", "-c", "tool && echo ok")).ShouldSucceed();
        Assert.AreEqual("ok\n", host.Output);
        host.ShouldTell("warning: No package on PATH has 'sh'");
        sandbox.Write("loose/bin/tool", "#!/bin/sh\n");
        sandbox.Write("loose.json", $$"""{"type":"bundle","version":1,"env":[{{OnPath}}]}""");
        (await sandbox.RunAsync("package", "create", "-m", "loose.json", "-o", "loose.tar.gz", "loose")).ShouldSucceed();
        (await sandbox.RunAsync("package", "test", "-i", Tool, "loose.tar.gz", "--", "tool")).ShouldExit(65).ShouldTell("is not executable");
    }

    [TestMethod]
    public async Task LayersAreAsOfAPush()
    {
        using var sandbox = new Sandbox();
        var (one, two) = (await ArchiveAsync(sandbox, "one", "echo one"), await ArchiveAsync(sandbox, "two", "echo two"));
        (await sandbox.RunAsync("package", "test", "-i", Tool, one, one, "--", "one")).ShouldExit(65).ShouldTell("OCX3006");
        (await sandbox.RunAsync("package", "test", "-i", Tool, one, two, "--", "one")).ShouldExit(64).ShouldTell("--metadata");
        var both = (await sandbox.RunAsync(
            "package", "test", "-m", "one-metadata.json", "-i", Tool, one, $"{two}:strip=1,prefix=lib", "--", "sh", "-c", "one && ls -R ${PATH%%:*}/../lib")).ShouldSucceed();
        Assert.Contains("one\n", both.Output);
        Assert.Contains("two\n", both.Output);
        (await sandbox.RunAsync("package", "test", "-i", Tool, "absent.tar.gz", "--", "one")).ShouldExit(64);
        (await sandbox.RunAsync("package", "test", "-m", "one-metadata.json", "-i", Tool, "absent.tar.gz", "--", "one")).ShouldExit(79).ShouldTell("does not exist");
        File.WriteAllText(sandbox.PathOf("bad.tar.gz"), "no archive");
        (await sandbox.RunAsync("package", "test", "-m", "one-metadata.json", "-i", Tool, "bad.tar.gz", "--", "one")).ShouldExit(65).ShouldTell("OCX3003");
    }

    [TestMethod]
    public async Task ReceiptsSayWhatIsNotTyped()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("content/bin/tool", "#!/bin/sh\necho ran\n", executable: true);
        sandbox.Write("metadata.json", $$"""{"type":"bundle","version":1,"env":[{{OnPath}}]}""");
        (await sandbox.RunAsync("package", "create", "-i", Tool, "-p", "any", "-m", "metadata.json", "-o", "tool.tar.gz", "content")).ShouldSucceed();
        Assert.AreEqual("ran\n", (await sandbox.RunAsync("package", "test", "tool.tar.gz", "--", "tool")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task LayersOfTheRegistryAreFetchedOnce()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var archive = await ArchiveAsync(sandbox, "tool", "echo ran");
        var name = $"{registry.Host}/demo/tool:1";
        (await sandbox.RunAsync("package", "push", "-p", "any", "-i", name, archive)).ShouldSucceed();
        var layer = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(sandbox.PathOf(archive)))) + ".tar.gz";
        string[] Test(params string[] first) => [.. first, "package", "test", "-m", "tool-metadata.json", "-i", name, layer, "--", "tool"];

        (await sandbox.RunAsync(Test("--offline"))).ShouldExit(81).ShouldTell("does not have the layer sha256:");
        registry.ResetRequests();
        Assert.AreEqual("ran\n", (await sandbox.RunAsync(Test())).ShouldSucceed().Output);
        Assert.AreEqual(1, registry.Requests.Count(RequestKind.Blob, "GET"));
        Assert.AreEqual(0, registry.Requests.Count(method: "PUT") + registry.Requests.Count(method: "POST"));
        Assert.AreEqual("ran\n", (await sandbox.RunAsync(Test("--offline"))).ShouldSucceed().Output);
        (await sandbox.RunAsync("package", "test", "-m", "tool-metadata.json", "-i", $"{registry.Host}/demo/other:1", $"sha256:{new string('a', 64)}.tar.gz:from=demo/tool", "--", "tool"))
            .ShouldExit(79).ShouldTell("neither in the store nor in");
        (await sandbox.RunAsync("clean")).ShouldSucceed();
        Assert.AreEqual("ran\n", (await sandbox.RunAsync(
            "package", "test", "-m", "tool-metadata.json", "-i", $"{registry.Host}/demo/other:1", $"{layer}:from=demo/tool", "--", "tool")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task CleaningBesideATestLeavesItAndAfterAKillDeletesIt()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", "\"$OCX\" clean >&2; test -f \"$0\" && echo there; kill -9 $PPID");

        var killed = await sandbox.RunAsync("package", "test", "-i", Tool, archive, "--", "tool");

        Assert.AreEqual("there\n", killed.Output, killed.ToString());
        Assert.AreEqual(128 + 9, killed.ExitCode);
        var tests = Path.Combine(sandbox.Home, "temp/test");
        Assert.HasCount(1, Directory.GetDirectories(tests));
        await WaitForTheLastAsync(sandbox, tests);
        Assert.IsEmpty(Directory.GetFileSystemEntries(tests));
        Assert.IsEmpty(Directory.GetDirectories(Path.Combine(sandbox.Home, "layers"), "content", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task ARequestToEndReachesTheCommandAndThePackageGoes()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", "trap 'echo asked; exit 3' TERM; kill -TERM $PPID; while :; do :; done");
        var result = (await sandbox.RunAsync("package", "test", "-i", Tool, archive, "--", "tool")).ShouldExit(3);
        Assert.AreEqual("asked\n", result.Output);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(sandbox.Home, "temp/test")));
    }

    [TestMethod]
    public async Task WhatIsMissingIsSaid()
    {
        using var sandbox = new Sandbox();
        var archive = await ArchiveAsync(sandbox, "tool", "true");
        (await sandbox.RunAsync("package", "test", archive, "--", "tool")).ShouldExit(64);
        (await sandbox.RunAsync("package", "test", "-i", "tools.local/demo/tool", archive, "--", "tool")).ShouldExit(64).ShouldTell("has no tag");
        (await sandbox.RunAsync("package", "test", "-i", $"{Tool}@sha256:{new string('a', 64)}", archive, "--", "tool")).ShouldExit(64).ShouldTell("names a digest");
        (await sandbox.RunAsync("package", "test", "-i", Tool, archive)).ShouldExit(64).ShouldTell("There is no command to run");
        (await sandbox.RunAsync("package", "test", "-i", Tool, "--", "tool")).ShouldExit(64).ShouldTell("needs metadata");
    }

    /// <summary>The killed program's child may still be ending, and holds on to the package until then.</summary>
    private static async Task WaitForTheLastAsync(Sandbox sandbox, string tests)
    {
        for (var attempt = 0; attempt < 100 && Directory.GetDirectories(tests).Length > 0; attempt++)
        {
            (await sandbox.RunAsync("clean")).ShouldSucceed();
        }
    }

    /// <summary>An archive with one script on PATH, and its metadata beside it.</summary>
    /// <returns>The archive's name in the working directory.</returns>
    private static async Task<string> ArchiveAsync(Sandbox sandbox, string name, string script, string? metadata = null)
    {
        sandbox.Write($"{name}/bin/{name}", $"#!/bin/sh\n{script}\n", executable: true);
        sandbox.Write($"{name}.json", metadata ?? $$"""{"type":"bundle","version":1,"env":[{{OnPath}}]}""");
        await sandbox.PackAsync(name, $"{name}.json", $"{name}.tar.gz");
        return $"{name}.tar.gz";
    }
}
