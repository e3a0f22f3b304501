using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class CredentialStoreTests(TestContext context) : IDisposable
{
    private const string Host = "ghcr.io";

    private static readonly Credential Me = Credential.Of("me", "p:w", "here");

    private readonly CredentialFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    public async Task Plain_text_is_written_only_when_allowed()
    {
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => _fixture.Store.PutAsync(Host, Me, allowPlainText: false, context.CancellationToken));
        Assert.AreEqual(("OCX2022", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.Contains("--allow-insecure-store", failure.NextStep!);
        Assert.IsFalse(File.Exists(_fixture.ConfigFile));

        Assert.AreEqual(_fixture.ConfigFile, await _fixture.Store.PutAsync(Host, Me, allowPlainText: true, context.CancellationToken));
        Assert.AreEqual("{\n\t\"auths\": {\n\t\t\"ghcr.io\": {\n\t\t\t\"auth\": \"bWU6cDp3\"\n\t\t}\n\t}\n}", File.ReadAllText(_fixture.ConfigFile));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_fixture.ConfigFile));
            Assert.AreEqual(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_fixture.ConfigFile)!));
        }
    }

    [TestMethod]
    public async Task What_is_not_ours_stays_as_it_is()
    {
        _fixture.WriteConfig("""
            {"zebra": 12345678901234567890.10, "auths": {"b.io": {"auth": "eDp5", "email": "<x&y>"}, "https://ghcr.io/v1/": {"auth": "old"}, "a.io": {}},
             "psFormat": "table {{.ID}}\té", "nested": {"b": [1, null], "a": true}}
            """);
        await _fixture.Store.PutAsync(Host, Me, allowPlainText: true, context.CancellationToken);

        Assert.AreEqual(
            """
            {
            	"zebra": 12345678901234567890.10,
            	"auths": {
            		"b.io": {
            			"auth": "eDp5",
            			"email": "<x&y>"
            		},
            		"a.io": {},
            		"ghcr.io": {
            			"auth": "bWU6cDp3"
            		}
            	},
            	"psFormat": "table {{.ID}}\té",
            	"nested": {
            		"b": [
            			1,
            			null
            		],
            		"a": true
            	}
            }
            """,
            File.ReadAllText(_fixture.ConfigFile));

        await _fixture.Store.RemoveAsync(Host, context.CancellationToken);
        Assert.DoesNotContain("ghcr.io", File.ReadAllText(_fixture.ConfigFile));
    }

    [TestMethod]
    public async Task Docker_hub_has_dockers_name_for_it()
    {
        _fixture.WriteConfig("""{"auths":{"docker.io":{"auth":"eDp5"}}}""");

        await _fixture.Store.PutAsync("docker.io", Me, allowPlainText: true, context.CancellationToken);

        var text = File.ReadAllText(_fixture.ConfigFile);
        Assert.Contains("\"https://index.docker.io/v1/\"", text);
        Assert.DoesNotContain("\"docker.io\"", text);
    }

    [TestMethod]
    public async Task A_link_to_the_file_stays_a_link()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_fixture.ConfigFile)!);
        File.WriteAllText(_fixture["dotfiles.json"], """{"auths":{"other.io":{"auth":"b3RoZXI6bG9uZ2VyIHRoYW4gd2hhdCBpcyB3cml0dGVu"}}}""");
        File.CreateSymbolicLink(_fixture.ConfigFile, _fixture["dotfiles.json"]);

        await _fixture.Store.RemoveAsync("other.io", context.CancellationToken);

        Assert.AreEqual(_fixture["dotfiles.json"], new FileInfo(_fixture.ConfigFile).LinkTarget);
        Assert.AreEqual("{\n\t\"auths\": {}\n}", File.ReadAllText(_fixture["dotfiles.json"]));
    }

    [TestMethod]
    public async Task Many_who_sign_in_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            Task.Run(() => _fixture.Store.PutAsync($"host{i}.io", Me, allowPlainText: true, context.CancellationToken), context.CancellationToken)));

        for (var i = 0; i < 12; i++)
        {
            Assert.AreEqual("me", (await _fixture.Chain().FindAsync($"host{i}.io", context.CancellationToken)).Credential?.User);
        }
    }

    [TestMethod]
    public async Task A_file_that_stays_locked_is_given_up()
    {
        _fixture.WriteConfig("{}");
        using var held = new FileStream(_fixture.ConfigFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            new CredentialStore(_fixture.Settings, new TestTime()).PutAsync(Host, Me, allowPlainText: true, context.CancellationToken));

        Assert.AreSame(StoreErrors.LockTimeout, failure.Code);
    }

    [TestMethod]
    public async Task A_broken_file_is_not_written_over()
    {
        _fixture.WriteConfig("{ broken");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => _fixture.Store.PutAsync(Host, Me, allowPlainText: true, context.CancellationToken));

        Assert.AreEqual("OCX2020", failure.Code.Id);
        Assert.AreEqual("{ broken", File.ReadAllText(_fixture.ConfigFile));
    }

    [TestMethod]
    public async Task A_helper_keeps_the_secret_and_the_file_forgets_it()
    {
        _fixture.WriteConfig("""{"auths":{"ghcr.io":{"auth":"eDp5"}},"credsStore":"test"}""");
        _fixture.AddHelper("test", $"echo \"$1\" >> {_fixture["told"]}; cat >> {_fixture["told"]}; echo >> {_fixture["told"]}");

        Assert.AreEqual("the credential helper docker-credential-test", await _fixture.Store.PutAsync(Host, Me, allowPlainText: true, context.CancellationToken));
        await _fixture.Store.RemoveAsync(Host, context.CancellationToken);

        Assert.AreEqual(
            "store\n{\"ServerURL\":\"ghcr.io\",\"Username\":\"me\",\"Secret\":\"p:w\"}\nerase\nghcr.io\n", File.ReadAllText(_fixture["told"]));
        Assert.DoesNotContain("ghcr.io", File.ReadAllText(_fixture.ConfigFile));
    }

    [TestMethod]
    public async Task Signing_out_of_nowhere_is_fine()
    {
        await _fixture.Store.RemoveAsync(Host, context.CancellationToken);
        Assert.IsFalse(File.Exists(_fixture.ConfigFile));

        _fixture.WriteConfig("""{"credsStore":"test"}""");
        _fixture.AddHelper("test", "echo credentials not found in native keychain; exit 1");
        await _fixture.Store.RemoveAsync(Host, context.CancellationToken);
        Assert.IsEmpty(_fixture.Warnings);

        _fixture.AddHelper("test", "exit 1");
        await _fixture.Store.RemoveAsync(Host, context.CancellationToken);
        Assert.Contains("still there", _fixture.Warnings.Single());
    }
}
