using System.Diagnostics;
using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class CredentialHelperTests(TestContext context) : IDisposable
{
    private const string Host = "ghcr.io";

    private readonly CredentialFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    [DataRow("ghcr.io", "ghcr.io")]
    [DataRow("index.docker.io", "https://index.docker.io/v1/")]
    public async Task It_is_asked_as_docker_asks(string host, string asked)
    {
        Use("test", $"printf '%s|' \"$@\" > {_fixture["asked"]}; cat >> {_fixture["asked"]}; echo '{{\"ServerURL\":\"x\",\"Username\":\"me\",\"Secret\":\"s\"}}'");

        var credential = (await _fixture.Chain().FindAsync(host, context.CancellationToken)).Credential;

        Assert.AreEqual(("me", "s", "the credential helper docker-credential-test"), (credential?.User, credential?.Secret, credential?.Source));
        Assert.AreEqual("get|" + asked, File.ReadAllText(_fixture["asked"]));
    }

    [TestMethod]
    public async Task A_token_is_a_token()
    {
        Use("test", """echo '{"Username":"<token>","Secret":"t"}'""");

        var credential = (await FindAsync()).Credential;

        Assert.AreEqual(((string?)null, "t"), (credential?.User, credential?.Secret));
    }

    [TestMethod]
    [DataRow("echo credentials not found in native keychain; exit 1")]
    [DataRow("echo The specified item could not be found in the keychain.; exit 1")]
    [DataRow("echo '{\"Username\":\"\",\"Secret\":\"\"}'")]
    [DataRow("echo '{}'")]
    public async Task To_know_nothing_is_no_failure(string script)
    {
        Use("test", script);

        Assert.AreEqual(new CredentialLookup(null), await FindAsync());
    }

    [TestMethod]
    [DataRow("echo secret-1; echo secret-1 >&2; exit 3", ExitCode.Authentication, "exit code 3")]
    [DataRow("echo secret-1", ExitCode.Data, "not what a helper answers")]
    [DataRow("echo '[\"secret-1\"]'", ExitCode.Data, "not what a helper answers")]
    [DataRow("echo '{\"Username\":\"me\",\"Secret\":{\"secret-1\":1}}'", ExitCode.Data, "not what a helper answers")]
    [DataRow("exec yes secret-1", ExitCode.Data, "far more")]
    [DataRow("kill -9 $$", ExitCode.Authentication, "exit code")]
    public async Task A_failure_says_nothing_of_what_was_read(string script, ExitCode exit, string told)
    {
        Use("test", script);

        var failure = (await FindAsync()).Failure;

        Assert.AreEqual(("OCX2021", exit), (failure!.Code.Id, failure.Exit), failure.FullMessage);
        Assert.Contains(told, failure.Message);
        Assert.Contains("docker-credential-test", failure.Message);
        Assert.DoesNotContain("secret-1", failure.FullMessage);
    }

    [TestMethod]
    [DataRow("../../bin/evil")]
    [DataRow("/bin/sh")]
    [DataRow("a b")]
    [DataRow("a;b")]
    [DataRow("a\\nb")]
    [DataRow("$(x)")]
    [DataRow("..\\\\evil")]
    [DataRow("ä")]
    public async Task N12_a_name_is_a_name(string name)
    {
        _fixture.WriteConfig($$"""{"credHelpers":{"ghcr.io":"{{name}}"} }""");

        var failure = (await FindAsync()).Failure;

        Assert.AreEqual(("OCX2021", ExitCode.Configuration), (failure!.Code.Id, failure.Exit));
        Assert.Contains("characters", failure.Message);
    }

    [TestMethod]
    public async Task N12_a_program_is_looked_for_on_PATH_alone()
    {
        _fixture.WriteConfig("""{"credsStore":"test"}""");
        Directory.CreateDirectory(_fixture["relative"]);
        File.WriteAllText(_fixture["relative/docker-credential-test"], "#!/bin/sh\n");

        var failure = (await FindAsync()).Failure;

        Assert.AreEqual(("OCX2021", ExitCode.Configuration), (failure!.Code.Id, failure.Exit));
        Assert.Contains("not on PATH", failure.Message);
    }

    [TestMethod]
    public async Task One_that_takes_too_long_is_ended_with_what_it_started()
    {
        Use("test", $"sleep 600 & echo $! > {_fixture["pid.tmp"]}; mv {_fixture["pid.tmp"]} {_fixture["pid"]}; wait");
        var time = new ManualTime();

        var finding = _fixture.Chain(time).FindAsync(Host, context.CancellationToken);
        using var started = Process.GetProcessById(await PidAsync());
        time.Pass(TimeSpan.FromSeconds(29));
        Assert.IsFalse(finding.IsCompleted);
        time.Pass(TimeSpan.FromSeconds(30));

        var failure = (await finding).Failure;
        Assert.AreEqual(("OCX2021", ExitCode.Temporary), (failure!.Code.Id, failure.Exit));
        await started.WaitForExitAsync(context.CancellationToken);
    }

    private async Task<int> PidAsync()
    {
        while (!File.Exists(_fixture["pid"]))
        {
            await Task.Delay(10, context.CancellationToken);
        }

        return int.Parse(File.ReadAllText(_fixture["pid"]), CultureInfo.InvariantCulture);
    }

    private void Use(string name, string script)
    {
        _fixture.WriteConfig($$"""{"credsStore":"{{name}}"}""");
        _fixture.AddHelper(name, script);
    }

    private Task<CredentialLookup> FindAsync() => _fixture.Chain().FindAsync(Host, context.CancellationToken);
}
