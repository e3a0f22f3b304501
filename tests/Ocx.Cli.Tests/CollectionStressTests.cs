using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

/// <summary>Many processes at work in one store, with <c>clean</c> beside them without a pause.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class CollectionStressTests
{
    [TestMethod]
    public async Task InstallsShareTheWorkAndLoseNothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        var packages = await PublishAsync(sandbox, registry);
        for (var round = 0; round < (LongTests.Wanted ? 20 : 1); round++)
        {
            foreach (var directory in Directory.GetDirectories(sandbox.Home))
            {
                Directory.Delete(directory, recursive: true);
            }

            registry.ResetRequests();
            var installing = Enumerable.Range(0, LongTests.Wanted ? 32 : 8).Select(_ => sandbox.RunAsync(["install", .. packages])).ToList();
            var cleaned = await CleanUntilAsync(sandbox, Task.WhenAll(installing));

            foreach (var installed in installing)
            {
                (await installed).ShouldSucceed();
            }

            Assert.IsEmpty(cleaned, "all of it is needed");
            var blobs = registry.Requests.All.Where(request => request.Method == "GET" && request.Kind is RequestKind.Blob or RequestKind.Config).ToList();
            Assert.HasCount(8, blobs.DistinctBy(request => request.Path), "five layers and three configurations");
            Assert.HasCount(8, blobs, "each is requested once");
            await AssertRunAsync(sandbox, packages);
        }
    }

    [TestMethod]
    public async Task InstallsUninstallsAndToolsGoOn()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        var packages = await PublishAsync(sandbox, registry);
        var links = packages.Select(package => Path.Combine(sandbox.Home, "symlinks", registry.Host.Replace(':', '_'), package.Split('/', ':')[^2], "candidates", "1")).ToList();
        var working = Enumerable.Range(0, LongTests.Wanted ? 8 : 3).Select(WorkAsync).ToList();

        await CleanUntilAsync(sandbox, Task.WhenAll(working));
        await Task.WhenAll(working);

        links.ForEach(File.Delete);
        (await sandbox.RunAsync("clean")).ShouldSucceed();
        Assert.AreEqual("[]\n", (await sandbox.RunAsync("clean", "--why", "--json")).ShouldSucceed().Output, "nothing is needed, and nothing is left");

        async Task WorkAsync(int worker)
        {
            for (var round = 0; round < (LongTests.Wanted ? 30 : 4); round++)
            {
                var chosen = (worker + round) % packages.Length;
                if ((worker + round) % 2 == 0)
                {
                    (await sandbox.RunAsync("install", packages[chosen])).ShouldSucceed();
                    File.Delete(links[chosen]);
                }

                await AssertRunAsync(sandbox, packages[chosen]);
            }
        }
    }

    /// <summary>Three packages that have a layer in common; the last has three.</summary>
    private static async Task<string[]> PublishAsync(Sandbox sandbox, TestRegistry registry)
    {
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        await PackAsync("shared", ("share/text", new('x', 100_000)));
        await PackAsync("more", ("share/more", new('y', 100_000)));
        string[] packages = [await PushAsync("one"), await PushAsync("two"), await PushAsync("three", "more.tar.gz")];
        return packages;

        async Task<string> PushAsync(string name, params string[] layers)
        {
            await PackAsync(name, ($"bin/run-{name}", $"#!/bin/sh\necho {name} $(wc -c < \"${{0%/bin/*}}/share/text\")\n"));
            var identifier = $"{registry.Host}/{name}:1";
            await sandbox.PushAsync(identifier, $"{name}.json", ["shared.tar.gz", .. layers, $"{name}.tar.gz"]);
            return identifier;
        }

        async Task PackAsync(string name, (string Path, string Content) file)
        {
            var metadata = sandbox.Write(
                $"{name}.json",
                $$"""{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"},{"key":"NAME","type":"constant","value":"{{name}}"}]}""");
            sandbox.Write($"{name}/{file.Path}", file.Content, executable: true);
            await sandbox.PackAsync(name, metadata, $"{name}.tar.gz");
        }
    }

    private static async Task AssertRunAsync(Sandbox sandbox, params string[] packages)
    {
        foreach (var package in packages)
        {
            var name = package.Split('/', ':')[^2];
            Assert.AreEqual($"{name} 100000\n", (await sandbox.RunAsync("exec", package, "--", $"run-{name}")).ShouldSucceed().Output);
        }
    }

    /// <returns>The objects that were deleted meanwhile.</returns>
    private static async Task<IReadOnlyList<JsonElement>> CleanUntilAsync(Sandbox sandbox, Task end)
    {
        var deleted = new List<JsonElement>();
        do
        {
            var result = (await sandbox.RunAsync("clean", "--json")).ShouldSucceed();
            Assert.IsTrue(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.StartsWith("Waiting for ", StringComparison.Ordinal)), result.Error);
            deleted.AddRange(result.Json.EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "object"));
        }
        while (!end.IsCompleted);
        return deleted;
    }
}
