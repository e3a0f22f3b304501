namespace Ocx.Cli.Tests;

[TestClass]
public sealed class ParseErrorTests
{
    [TestMethod]
    [DataRow("instal", "Did you mean `ocx install`?")]
    [DataRow("package pussh", "Did you mean `ocx package push`?")]
    [DataRow("frobnicate", "There is no command 'frobnicate'.")]
    [DataRow("package", "'package' is followed by another command.")]
    [DataRow("lock --chekc", "Did you mean `--check`?")]
    [DataRow("lock --chekc=1", "There is no option '--chekc' here.")]
    [DataRow("install --foo tools.local/x:1", "There is no option '--foo' here.")]
    [DataRow("install tools.local/x:1 --selct", "Did you mean `--select`?")]
    [DataRow("find --foo", "There is no option '--foo' here.")]
    [DataRow("which --foo", "There is no option '--foo' here.")]
    [DataRow("add --foo", "There is no option '--foo' here.")]
    [DataRow("add --foo=tools.local/x:1", "There is no option '--foo' here.")]
    [DataRow("package pull --foo", "There is no option '--foo' here.")]
    [DataRow("package create --foo", "There is no option '--foo' here.")]
    [DataRow("package push --foo", "There is no option '--foo' here.")]
    [DataRow("package env --foo", "There is no option '--foo' here.")]
    [DataRow("env --shell=bash", "There is no option '--shell' here.")]
    [DataRow("run -g lint -p linux/arm64 -- true", "There is no option '-p' here.")]
    [DataRow("run protoc --foo", "after `--`")]
    [DataRow("exec --foo tools.local/x:1 -- true --foo", "There is no option '--foo' here.")]
    [DataRow("explain --foo", "There is no option '--foo' here.")]
    [DataRow("help --foo", "There is no option '--foo' here.")]
    [DataRow("version extra", "'extra' is one word too many")]
    [DataRow("add", "Required argument")]
    [DataRow("run", "There is no command to run.")]
    [DataRow("run --", "There is no command to run.")]
    [DataRow("exec -- tool", "No package is named.")]
    [DataRow("package push", "--identifier")]
    [DataRow("package push -p any", "The package to publish is not named.")]
    [DataRow("package push -p plan9/vax -i a/b c.tar.gz", "OCX1021")]
    [DataRow("install -c file x", "-c stands before the command")]
    [DataRow("--format xml version", "'plain' 'json'")]
    [DataRow("--jobs -1 version", "--jobs")]
    [DataRow("--jobs many version", "--jobs")]
    [DataRow("--frozen --remote version", "contradict")]
    [DataRow("--remote version --frozen", "contradict")]
    [DataRow("--global --project x version", "contradict")]
    [DataRow("--indexes x version", "no option '--indexes'")]
    [DataRow("pull -g a,,b", "empty name")]
    [DataRow("env -g ci cmake:3", "--group")]
    [DataRow("login --insecure ghcr.io", "There is no option '--insecure' here.")]
    [DataRow("login --auth-type basic ghcr.io", "There is no option '--auth-type' here.")]
    [DataRow("login -u me ghcr.io", "--password-stdin")]
    [DataRow("login --password-stdin ghcr.io", "--username")]
    [DataRow("login -u me --password-stdin ghcr.io", "The password is empty.")]
    [DataRow("login -u a:b --password-stdin --allow-insecure-store ghcr.io/acme", "OCX1022")]
    [DataRow("logout https://ghcr.io/acme", "is not a registry")]
    [DataRow("env --self", "--self")]
    [DataRow("add =x", "OCX1017")]
    [DataRow("run --env NAME -- x", "OCX4010")]
    [DataRow("run --env 1A=x -- x", "OCX4010")]
    [DataRow("run --env OCX_HOME=x -- x", "OCX4010")]
    [DataRow("run --env A:file=x -- x", "OCX4010")]
    [DataRow("run --env A:path:,=x -- x", "OCX4010")]
    [DataRow("explain OCX0000", "no error code 'OCX0000'")]
    public async Task ExitCodeIs64(string commandLine, string message)
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.RunAsync(commandLine.Split(' '))).ShouldExit(64).ShouldTell(message);
        Assert.StartsWith("error OCX", result.Error, result.ToString());
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task JsonHasNoEnvelopeForWrongCommandLines()
    {
        using var sandbox = new Sandbox();
        Assert.AreEqual("", (await sandbox.RunAsync("--json", "lock", "--chekc")).ShouldExit(64).Output);
        Assert.AreEqual("", (await sandbox.RunAsync("--json", "run")).ShouldExit(64).Output);
    }
}
