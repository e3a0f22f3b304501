using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>Who is asked for what, and what a refusal says.</summary>
[TestClass]
public sealed class AccessTests : CanaryTest
{
    [TestMethod]
    public async Task A_registry_without_tokens_gets_the_account_once_it_asks()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Bearer: false));
        Network.SignIn();

        await registry.GetManifestAsync(Repository, "1", Cancellation);
        await registry.GetManifestAsync(Repository, "1", Cancellation);

        Assert.AreSequenceEqual(new[] { 401, 200, 200 }, Network.Registry.Requests.All.Select(request => request.Status).ToArray());
    }

    [TestMethod]
    public async Task A_token_of_the_environment_is_shown_at_once()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Token: Token));
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TOKEN"] = Token;

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(1, Network.Registry.Requests.Count());
    }

    [TestMethod]
    public async Task A_token_that_is_refused_is_shown_once()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TOKEN"] = Token;

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.Contains($"It was asked with the token from OCX_AUTH_{Network.Slug}_TOKEN, and that was not accepted.", failure.Message);
        Assert.AreEqual(1, Network.Registry.Requests.Count());
    }

    [TestMethod]
    public async Task A_token_of_dockers_file_is_shown_itself_and_never_to_the_token_service()
    {
        using var home = new CredentialFixture();
        var registry = await Network.StartRegistryAsync(new(User, Password, Token: Token));
        Network.Variables["HOME"] = home["."];
        home.WriteConfig($$"""{"auths":{"{{Network.Host}}":{"identitytoken":"{{Token}}"} } }""");

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(0, Network.Registry.Requests.Count(RequestKind.Token));
        Assert.AreEqual(3, Network.Registry.Requests.Count());
    }

    [TestMethod]
    public async Task Credentials_of_another_host_are_not_shown()
    {
        var registry = await Network.StartRegistryAsync(new("somebody", "else", Bearer: false));
        foreach (var slug in (string[])["registry_test", "other_test", "mirror_test"])
        {
            Network.Variables[$"OCX_AUTH_{slug}_USER"] = User;
            Network.Variables[$"OCX_AUTH_{slug}_TOKEN"] = Password;
        }

        await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.IsTrue(Network.Registry.Requests.All.All(request => request.Authorization is null));
    }

    [TestMethod]
    public async Task Credentials_belong_to_the_host_of_the_address_and_not_to_the_name()
    {
        var elsewhere = await Network.StartAsync("stranger.test", "203.0.113.2", new("x", "y"));
        using var connections = new RegistryConnections(Network.Settings, Network.Time);
        Network.Variables["OCX_AUTH_tools_corp_USER"] = User;
        Network.Variables["OCX_AUTH_tools_corp_TOKEN"] = Password;
        var registry = connections.Open(new("tools.corp", new($"http://{HostOf(elsewhere, "stranger.test")}/prefix"), Insecure: true));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.Contains($"No credentials for {HostOf(elsewhere, "stranger.test")} are known.", failure.Message);
    }

    [TestMethod]
    public async Task A_stranger_is_told_how_to_sign_in()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2003", ExitCode.Authentication), (failure.Code.Id, failure.Exit));
        Assert.Contains($"No credentials for {Network.Host} are known.", failure.Message);
        Assert.Contains($"`ocx login {Network.Host}`", failure.NextStep!);
        Assert.Contains($"OCX_AUTH_{Network.Slug}_USER", failure.NextStep!);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Wrong_credentials_are_not_silently_left_out(bool bearer)
    {
        var registry = await Network.StartRegistryAsync(new(User, "another password", Bearer: bearer, Strangers: true));
        Network.SignIn();

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2003", ExitCode.Authentication), (failure.Code.Id, failure.Exit));
        Assert.Contains($"the credentials of '{User}' from OCX_AUTH_{Network.Slug}_TOKEN", failure.Message);
        Assert.Contains($"Check the value of OCX_AUTH_{Network.Slug}_TOKEN", failure.NextStep!);
    }

    [TestMethod]
    public async Task Who_is_known_and_may_not_is_told_so()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Bearer: false));
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Error(403, "DENIED", "no"), method: "PUT");
        await registry.GetManifestAsync(Repository, "1", Cancellation);

        var failure = await Network.FailureAsync(() => registry.PutManifestAsync(Repository, "2", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation));

        Assert.AreSame(RegistryErrors.AccessDenied, failure.Code);
        Assert.Contains($"the credentials of '{User}' from OCX_AUTH_{Network.Slug}_TOKEN, whose rights do not suffice", failure.Message);
        Assert.Contains("owner", failure.NextStep!);
    }

    [TestMethod]
    public async Task What_a_registry_sends_back_is_not_told()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Token: Token));
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TOKEN"] = Token;
        Network.Registry.Faults.Add(Fault.Error(500, "UNKNOWN", $"bad header Bearer {Token}"));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.Contains("bad header Bearer ***", failure.Message);
    }

    [TestMethod]
    public async Task Broken_settings_are_a_warning_for_readers_and_a_failure_for_writers()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Strangers: true));
        Network.SignIn();
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TYPE"] = "nonsense";

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.Contains("is asked without credentials", Network.Warnings.Single());

        var failure = await Network.FailureAsync(() => registry.PutManifestAsync(Repository, "2", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation));
        Assert.AreEqual(("OCX2020", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
    }

    [TestMethod]
    public async Task Broken_settings_are_named_where_strangers_may_not_read()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TYPE"] = "basic";

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreSame(RegistryErrors.AccessDenied, failure.Code);
        Assert.Contains($"OCX_AUTH_{Network.Slug}_USER, which is not set", failure.Message);
    }

    [TestMethod]
    public async Task Broken_settings_are_named_where_a_strangers_token_does_not_do()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Strangers: true));
        Network.SignIn();
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TYPE"] = "nonsense";
        Network.Registry.Faults.Add(Fault.Error(403, "DENIED", "private"), RequestKind.Manifest, skip: 1);

        var first = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));
        var second = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Token), "the refused request had a token");
        Assert.Contains($"OCX_AUTH_{Network.Slug}_TYPE is none of", first.Message);
        Assert.Contains($"OCX_AUTH_{Network.Slug}_TYPE is none of", second.Message);
    }

    [TestMethod]
    public async Task Nobody_is_looked_up_for_a_registry_that_does_not_ask()
    {
        using var home = new CredentialFixture();
        var registry = await Network.StartRegistryAsync();
        Network.Variables["HOME"] = home["."];
        home.WriteConfig("broken");

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.IsEmpty(Network.Warnings);
    }
}
