using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;
using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class RegistryAccountsTests : CanaryTest, IDisposable
{
    private readonly CredentialFixture _home = new();

    private RegistryAccounts Accounts => new(name => new(name, name == "dir" ? new("file:///tools") : null, Insecure: true), Network.Settings, Network.Time);

    [TestInitialize]
    public void UseHome() => Network.Variables["HOME"] = _home["."];

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_good_account_is_kept(bool bearer)
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Bearer: bearer));

        Assert.AreEqual(_home.ConfigFile, Path.GetFullPath(await Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation)));

        Assert.Contains(CredentialFixture.Basic(User, Password), File.ReadAllText(_home.ConfigFile));
        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_bad_one_is_not(bool bearer)
    {
        await Network.StartRegistryAsync(new(User, "another password", Bearer: bearer));

        var failure = await Network.FailureAsync(() => Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation));

        Assert.AreEqual(("OCX2003", ExitCode.Authentication), (failure.Code.Id, failure.Exit));
        Assert.Contains("Nothing was stored", failure.Message);
        Assert.IsFalse(File.Exists(_home.ConfigFile));
    }

    [TestMethod]
    public async Task Without_a_place_to_keep_it_the_secret_is_not_sent()
    {
        await Network.StartRegistryAsync(new(User, Password));

        var failure = await Network.FailureAsync(() => Accounts.SignInAsync(new(Network.Host, User, Password), Cancellation));

        Assert.AreEqual("OCX2022", failure.Code.Id);
        Assert.AreEqual(0, Network.Registry.Requests.Count());
    }

    [TestMethod]
    public async Task It_can_be_kept_unasked()
    {
        await Network.StartRegistryAsync(new(User, "another password"));

        await Accounts.SignInAsync(new($"https://{Network.Host}/v2/", User, Password, Verify: false, AllowPlainText: true), Cancellation);

        Assert.AreEqual(0, Network.Registry.Requests.Count());
        Assert.Contains($"\"{Network.Host}\"", File.ReadAllText(_home.ConfigFile));

        await Accounts.SignOutAsync(Network.Host, Cancellation);
        Assert.DoesNotContain(Network.Host, File.ReadAllText(_home.ConfigFile));
    }

    [TestMethod]
    public async Task Who_sets_variables_too_is_told_that_they_go_first()
    {
        await Network.StartRegistryAsync();
        Network.SignIn();

        await Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation);

        Assert.Contains("goes before", Network.Warnings.Single());
    }

    [TestMethod]
    [DataRow("dir")]
    [DataRow("ghcr.io/acme")]
    [DataRow("a b")]
    [DataRow("https://user@host")]
    [DataRow("")]
    public async Task Only_a_host_has_accounts(string registry)
    {
        var failure = await Network.FailureAsync(() => Accounts.SignInAsync(new(registry, User, Password, AllowPlainText: true), Cancellation));

        Assert.AreSame(ProjectErrors.UsageInvalid, failure.Code);
    }

    [TestMethod]
    [DataRow("http://old.example:5000", "old.example:5000")]
    [DataRow("https://old.example/prefix", "old.example")]
    [DataRow("file:///share/tools", "tools.local")]
    [DataRow(null, "tools.local")]
    public async Task Signing_out_needs_no_registry_that_could_be_asked(string? url, string host)
    {
        await Network.StartRegistryAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(_home.ConfigFile)!);
        File.WriteAllText(_home.ConfigFile, $"{{\"auths\":{{\"{host}\":{{\"auth\":\"bWU6c2VjcmV0\"}},\"ghcr.io\":{{\"auth\":\"bWU6c2VjcmV0\"}}}}}}");

        await new RegistryAccounts(name => new(name, url is null ? null : new Uri(url)), Network.Settings).SignOutAsync("tools.local", Cancellation);

        var kept = File.ReadAllText(_home.ConfigFile);
        Assert.DoesNotContain(host, kept);
        Assert.Contains("ghcr.io", kept);
    }

    [TestMethod]
    public async Task What_is_no_registry_is_said_to_be_none()
    {
        await Network.StartRegistryAsync();
        Network.Registry.Faults.Add(Ocx.Testing.Fault.Status(404));

        var failure = await Network.FailureAsync(() => Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.IsFalse(File.Exists(_home.ConfigFile));
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    public async Task A_registry_that_lets_strangers_in_is_shown_the_account_too(int status)
    {
        await Network.StartRegistryAsync(new(User, "another password", Bearer: false));
        Network.Registry.Faults.Add(Fault.Status(200), RequestKind.Ping, times: 1);
        Network.Registry.Faults.Add(Fault.Status(status), RequestKind.Ping);

        var failure = await Network.FailureAsync(() => Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation));

        Assert.AreSame(RegistryErrors.AccessDenied, failure.Code);
        Assert.AreSequenceEqual(
            new[] { null, $"Basic {CredentialFixture.Basic(User, Password)}" }, Network.Registry.Requests.All.Select(request => request.Authorization).ToArray());
        Assert.IsFalse(File.Exists(_home.ConfigFile));
    }

    [TestMethod]
    public async Task An_account_is_kept_where_strangers_may_ask_and_it_may_too()
    {
        await Network.StartRegistryAsync();

        await Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation);

        Assert.AreEqual(2, Network.Registry.Requests.Count(RequestKind.Ping));
        Assert.Contains(CredentialFixture.Basic(User, Password), File.ReadAllText(_home.ConfigFile));
    }

    [TestMethod]
    public async Task A_registry_that_sells_tokens_only_to_whoever_shows_something_is_asked_for_one()
    {
        await Network.StartRegistryAsync(new(User, "another password"));
        Network.Registry.Faults.Add(Fault.Status(200), RequestKind.Ping, times: 1);

        var failure = await Network.FailureAsync(() => Accounts.SignInAsync(new(Network.Host, User, Password, AllowPlainText: true), Cancellation));

        Assert.AreSame(RegistryErrors.AccessDenied, failure.Code);
        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Token));
    }
}
