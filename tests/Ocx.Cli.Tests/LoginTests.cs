using System.Text;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
public sealed class LoginTests
{
    private const string Password = "canary-password-7f3a91";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Signing_in_checks_stores_and_is_used(bool bearer)
    {
        await using var registry = await StartAsync(bearer);
        using var sandbox = Of(registry);

        var login = (await LoginAsync(sandbox, "me", Password, "--allow-insecure-store", registry.Host)).ShouldSucceed();

        Assert.AreEqual(("", ""), (login.Output, login.Error));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}")), File.ReadAllText(ConfigFile(sandbox)));
        await sandbox.PublishToolAsync($"{registry.Host}/tools/hello:1", "hello", "echo hello");
        Assert.AreEqual("hello\n", (await sandbox.RunAsync("exec", $"{registry.Host}/tools/hello:1", "--", "hello")).ShouldSucceed().Output);

        var logout = (await sandbox.RunAsync("--json", "logout", registry.Host)).ShouldSucceed();
        Assert.AreEqual($"{{\n  \"registry\": \"{registry.Host}\"\n}}\n", logout.Output);
        Assert.DoesNotContain(registry.Host, File.ReadAllText(ConfigFile(sandbox)));
        (await sandbox.RunAsync("package", "pull", $"{registry.Host}/tools/other:1")).ShouldExit(80).ShouldTell($"`ocx login {registry.Host}`");
    }

    [TestMethod]
    public async Task The_report_names_registry_and_user()
    {
        await using var registry = await StartAsync();
        using var sandbox = Of(registry);

        var login = (await sandbox.RunWithInputAsync(
            Password + "\r\n", "login", "--json", "-u", "me", "--password-stdin", "--allow-insecure-store", registry.Host)).ShouldSucceed();

        Assert.AreEqual($"{{\n  \"registry\": \"{registry.Host}\",\n  \"username\": \"me\"\n}}\n", login.Output);
    }

    [TestMethod]
    public async Task What_is_rejected_is_not_stored()
    {
        await using var registry = await StartAsync();
        using var sandbox = Of(registry);

        var login = (await LoginAsync(sandbox, "me", "wrong-canary", "--allow-insecure-store", registry.Host)).ShouldExit(80).ShouldTell("rejected the account 'me'");

        Assert.DoesNotContain("wrong-canary", login.Output + login.Error);
        Assert.IsFalse(File.Exists(ConfigFile(sandbox)));
        (await LoginAsync(sandbox, "me", "wrong-canary", "--allow-insecure-store", "--no-verify", registry.Host)).ShouldSucceed();
    }

    [TestMethod]
    public async Task A_page_that_says_welcome_to_everybody_accepts_no_account()
    {
        await using var registry = await StartAsync();
        using var sandbox = Of(registry);
        registry.Faults.Add(Fault.Html(), RequestKind.Ping);

        (await LoginAsync(sandbox, "me", Password, "--allow-insecure-store", registry.Host)).ShouldExit(65).ShouldTell("error OCX2023: ").ShouldTell("a web page");
        Assert.IsFalse(File.Exists(ConfigFile(sandbox)));

        // A registry may call its answer so too; it is known by its header.
        registry.Faults.Clear();
        registry.Faults.Add(Fault.Status(200, "true", "text/html", ("Docker-Distribution-API-Version", "registry/2.0")), RequestKind.Ping);
        (await LoginAsync(sandbox, "me", Password, "--allow-insecure-store", registry.Host)).ShouldSucceed();
    }

    [TestMethod]
    public async Task Plain_text_is_not_stored_unasked()
    {
        await using var registry = await StartAsync();
        using var sandbox = Of(registry);

        (await LoginAsync(sandbox, "me", Password, registry.Host)).ShouldExit(78).ShouldTell("--allow-insecure-store").ShouldTell("credsStore");
    }

    [TestMethod]
    public async Task The_default_registry_is_meant_when_none_is_named()
    {
        await using var registry = await StartAsync();
        using var sandbox = Of(registry).Set("OCX_DEFAULT_REGISTRY", registry.Host);

        (await LoginAsync(sandbox, "me", Password, "--allow-insecure-store")).ShouldSucceed();

        Assert.Contains($"\"{registry.Host}\"", File.ReadAllText(ConfigFile(sandbox)));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "The helper of this test is a shell script.")]
    public async Task A_helper_keeps_the_secret()
    {
        await using var registry = await StartAsync();
        using var sandbox = Of(registry);
        var kept = sandbox.PathOf("kept");
        sandbox.Write("bin/docker-credential-test", $"#!/bin/sh\ncase $1 in store) cat > {kept};; get) cat {kept};; erase) rm {kept};; esac\n", executable: true);
        sandbox.Set("PATH", sandbox.PathOf("bin") + ":/usr/bin:/bin");
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigFile(sandbox))!);
        File.WriteAllText(ConfigFile(sandbox), "{\"credsStore\":\"test\"}");

        (await LoginAsync(sandbox, "me", Password, registry.Host)).ShouldSucceed();
        Assert.Contains(Password, File.ReadAllText(kept));
        (await sandbox.RunAsync("package", "pull", $"{registry.Host}/tools/hello:1")).ShouldExit(79);

        (await sandbox.RunAsync("logout", registry.Host)).ShouldSucceed();
        Assert.IsFalse(File.Exists(kept));
        (await sandbox.RunAsync("logout", registry.Host)).ShouldSucceed();
    }

    [TestMethod]
    public async Task On_a_terminal_the_secret_is_asked_for_and_not_shown()
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Inconclusive("There is no `script`, which makes a terminal.");
        }

        await using var registry = await StartAsync();
        using var sandbox = Of(registry);

        var login = await sandbox.StartAsync(
            "/usr/bin/script", $"me\r{Password}x\u007f\r", ["-qec", $"'{Sandbox.Executable}' login --allow-insecure-store {registry.Host}", "/dev/null"]);

        login.ShouldSucceed();
        Assert.Contains($"User name at {registry.Host}: ", login.Output);
        Assert.Contains("Password or token of me: ", login.Output);
        Assert.Contains($"Signed in to {registry.Host} as me", login.Output);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}")), File.ReadAllText(ConfigFile(sandbox)));
        var shown = login.Output[login.Output.IndexOf("Password or token", StringComparison.Ordinal)..];
        Assert.DoesNotContain("canary", shown);
    }

    private static Task<TestRegistry> StartAsync(bool bearer = true) =>
        TestRegistry.StartAsync(new TestRegistryOptions(Authentication: new("me", Password, bearer)));

    private static Sandbox Of(TestRegistry registry) => new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host);

    /// <summary>The sandbox has DOCKER_CONFIG beside its working directory.</summary>
    private static string ConfigFile(Sandbox sandbox) => Path.Combine(Path.GetDirectoryName(sandbox.Work)!, "config.json");

    private static Task<CommandResult> LoginAsync(Sandbox sandbox, string user, string password, params string[] arguments) =>
        sandbox.RunWithInputAsync(password + "\n", ["login", "-u", user, "--password-stdin", .. arguments]);
}
