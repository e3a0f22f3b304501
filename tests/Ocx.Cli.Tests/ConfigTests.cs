using System.Text.Json;

namespace Ocx.Cli.Tests;

[TestClass]
public sealed class ConfigTests
{
    [TestMethod]
    public async Task ShowListsWhatIsInEffectByKey()
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.RunAsync("config", "show")).ShouldSucceed();
        var keys = result.Output.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split(' ')[0]).ToList();
        Assert.AreSequenceEqual(
            ["frozen", "home", "index", "insecure-registries", "jobs", "offline", "registries.tools.local.url", "registry.default", "remote"], keys);
        Assert.MatchesRegex(@"\nregistry.default +ocx.sh +\n", result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public async Task OriginIsFileAndLineOrVariableOrOption()
    {
        using var sandbox = new Sandbox();
        var store = Path.Combine(sandbox.Home, "config.toml");
        File.AppendAllText(store, "\n[mirrors]\n\"ghcr.io\" = \"https://m.example/ghcr/\"\n\"quay.io\" = \"https://m.example/quay\"\n");
        var extra = sandbox.Write("extra.toml", "[registry]\ndefault = \"extra.example\"\n");
        sandbox.Set("OCX_MIRRORS", """{"quay.io": "https://v.example"}""").Set("OCX_JOBS", "3").Set("OCX_INSECURE_REGISTRIES", "a:1, b");

        var origins = Entries(await sandbox.RunAsync("--config", extra, "--offline", "--json", "config", "show", "--origin"));

        Assert.AreEqual(("https://m.example/ghcr", $"{store}(5,1)"), origins["mirrors.ghcr.io.url"]);
        Assert.AreEqual(("https://v.example", "OCX_MIRRORS"), origins["mirrors.quay.io.url"]);
        Assert.AreEqual(("extra.example", $"{extra}(2,1)"), origins["registry.default"]);
        Assert.AreEqual(("true", "--offline"), origins["offline"]);
        Assert.AreEqual(("false", "default"), origins["remote"]);
        Assert.AreEqual(("3", "OCX_JOBS"), origins["jobs"]);
        Assert.AreEqual(("a:1,b", "OCX_INSECURE_REGISTRIES"), origins["insecure-registries"]);
        Assert.AreEqual((sandbox.Home, "OCX_HOME"), origins["home"]);
        Assert.AreEqual((store, "read"), origins["files.store"]);
        Assert.AreEqual((extra, "read"), origins["files.--config"]);
        Assert.AreEqual("not found", origins["files.user"].Origin);
        Assert.AreEqual("left out, OCX_NO_CONFIG", Entries(await sandbox.Set("OCX_NO_CONFIG", "1").RunAsync("--json", "config", "show", "--origin"))["files.store"].Origin);
    }

    [TestMethod]
    public async Task OriginIsAColumnOnlyWhenAskedFor()
    {
        using var sandbox = new Sandbox();
        Assert.MatchesRegex(@"^Key +Value +\n", (await sandbox.RunAsync("config", "show")).ShouldSucceed().Output);
        Assert.MatchesRegex(@"^Key +Value +Origin +\n", (await sandbox.RunAsync("config", "show", "--origin")).ShouldSucceed().Output);
        var json = (await sandbox.RunAsync("config", "show", "--json")).ShouldSucceed().Json;
        Assert.AreSequenceEqual(["key", "value"], json[0].EnumerateObject().Select(member => member.Name));
    }

    [TestMethod]
    public async Task AKeyChoosesItselfAndWhatIsBelowIt()
    {
        using var sandbox = new Sandbox();
        Assert.AreEqual("ocx.sh", (await sandbox.RunAsync("config", "show", "registry.default", "--json")).ShouldSucceed().Json[0].GetProperty("value").GetString());
        Assert.Contains("\nregistries.tools.local.url  file://", (await sandbox.RunAsync("config", "show", "registries")).ShouldSucceed().Output);
        (await sandbox.RunAsync("config", "show", "registry.defualt")).ShouldExit(64).ShouldTell("Did you mean 'registry.default'?");
    }

    [TestMethod]
    [DataRow("mirrors")]
    [DataRow("registries")]
    [DataRow("credentials")]
    public async Task ThatThereIsNoneIsAnAnswer(string root)
    {
        using var sandbox = new Sandbox().Set("OCX_NO_CONFIG", "1");
        Assert.MatchesRegex(@"^Key +Value *\n$", (await sandbox.RunAsync("config", "show", root)).ShouldSucceed().Output);
        Assert.AreEqual("[]\n", (await sandbox.RunAsync("config", "show", root, "--json")).ShouldSucceed().Output);
        (await sandbox.RunAsync("config", "show", root[..^2] + "x")).ShouldExit(64).ShouldTell($"Did you mean '{root}'?");
    }

    [TestMethod]
    public async Task FilesAreListedWithWhatBecameOfThem()
    {
        using var sandbox = new Sandbox();
        Assert.MatchesRegex(@"\nfiles.store +\S+config.toml +read +\n", (await sandbox.RunAsync("config", "show", "files")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task AWordThatCannotBeReadIsToldOnce()
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.Set("OCX_REMOTE", "maybe").RunAsync("config", "show", "remote", "--json")).ShouldSucceed();
        Assert.AreEqual("false", result.Json[0].GetProperty("value").GetString());
        Assert.HasCount(2, result.Error.Split("OCX_REMOTE"));
    }

    [TestMethod]
    public async Task SecretsAreNotShown()
    {
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_AUTH_ghcr_io_TOKEN", "canary").Set("OCX_AUTH_ghcr_io_USER", "canary").Set("OCX_AUTH_quay_io_TOKEN", "");
        var result = (await sandbox.RunAsync("--log-level", "trace", "config", "show", "--origin")).ShouldSucceed();
        Assert.DoesNotContain("canary", result.ToString());
        Assert.MatchesRegex(@"\ncredentials.ghcr_io_TOKEN +set +OCX_AUTH_ghcr_io_TOKEN +\n", result.Output);
        Assert.DoesNotContain("quay_io", result.Output);

        sandbox.Set("OCX_MIRRORS", """{"ghcr.io": "https://me:canary@m.example"}""");
        Assert.DoesNotContain("canary", (await sandbox.RunAsync("--log-level", "trace", "config", "show")).ShouldExit(78).ToString());
    }

    [TestMethod]
    public async Task AWrongFileEndsWithItsPlace()
    {
        using var sandbox = new Sandbox();
        var wrong = sandbox.Write("wrong.toml", "[registries.a]\nurll = \"x\"\n");
        (await sandbox.RunAsync("--config", wrong, "config", "show")).ShouldExit(78).ShouldTell($"{wrong}(2,1): error OCX1018: ").ShouldTell("Did you mean 'url'?");
        (await sandbox.RunAsync("--config", "absent.toml", "config", "show")).ShouldExit(79).ShouldTell("OCX1019");
        (await sandbox.RunAsync("--config", ".", "config", "show")).ShouldExit(74).ShouldTell("OCX1024");
        (await sandbox.Set("OCX_CONFIG", "absent.toml").RunAsync("config", "show")).ShouldExit(79).ShouldTell("which OCX_CONFIG names");
        (await sandbox.Set("OCX_CONFIG", "").RunAsync("config", "show")).ShouldSucceed();
    }

    private static Dictionary<string, (string Value, string Origin)> Entries(CommandResult result) => result.ShouldSucceed().Json.EnumerateArray()
        .DistinctBy(entry => entry.GetProperty("key").GetString())
        .ToDictionary(entry => Text(entry, "key"), entry => (Text(entry, "value"), Text(entry, "origin")));

    private static string Text(JsonElement entry, string member) => entry.GetProperty(member).GetString()!;
}
