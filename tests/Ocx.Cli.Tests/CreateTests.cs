using System.IO.Compression;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class CreateTests : IDisposable
{
    private const string Metadata =
        """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"${installPath}/bin","visibility":"public"}]}""";

    private readonly Sandbox _sandbox = new();

    public CreateTests()
    {
        _sandbox.Write("tree/bin/tool", "#!/bin/sh\necho tool\n", executable: true);
        _sandbox.Write("tree/share/naïve", string.Concat(Enumerable.Range(0, 200_000)));
        _sandbox.Write("metadata.json", Metadata);
    }

    public void Dispose() => _sandbox.Dispose();

    [TestMethod]
    public async Task SurroundingsChangeNothing()
    {
        await CreateAsync("-o", "expected.tar.gz", "tree");
        _sandbox.Set("TZ", "Asia/Kathmandu").Set("LANG", "tr_TR.UTF-8").Set("LC_ALL", "tr_TR.UTF-8").Set("SOURCE_DATE_EPOCH", "1").Set("USER", "nobody")
            .Set("DOTNET_EnableHWIntrinsic", "0");
        await CreateAsync("-j", "1", "-o", "one.tar.gz", "tree");
        await CreateAsync("-j", "16", "-o", "many.tar.gz", _sandbox.PathOf("tree") + "/");
        (await _sandbox.RunInShellAsync("umask 077; cp -R tree copy; cd copy; $OCX package create -l default -o ../copy.tar.gz .")).ShouldSucceed();

        var expected = File.ReadAllBytes(_sandbox.PathOf("expected.tar.gz"));
        foreach (var name in new[] { "one", "many", "copy" })
        {
            Assert.AreSequenceEqual(expected, File.ReadAllBytes(_sandbox.PathOf($"{name}.tar.gz")), name);
        }
    }

    [TestMethod]
    [DataRow("out.tar.gz", "gzip", "tar tzf")]
    [DataRow("out.tar.xz", "xz", "tar tJf")]
    public async Task OtherProgramsReadIt(string name, string compressor, string list)
    {
        foreach (var level in new[] { "fast", "default", "best" })
        {
            var created = await _sandbox.RunAsync("package", "create", "-f", "-l", level, "-o", name, "tree");
            if (created.Error.Contains("OCX3017", StringComparison.Ordinal))
            {
                Assert.Inconclusive(created.Error);
            }

            created.ShouldSucceed();
            var shell = await _sandbox.RunInShellAsync($"command -v {compressor} > /dev/null || exit 99; {compressor} -t {name} && {list} {name}");
            if (shell.ExitCode == 99)
            {
                Assert.Inconclusive($"This machine has no {compressor}.");
            }

            Assert.AreEqual("bin/\nbin/tool\nshare/\n", shell.ShouldSucceed().Output[..21]);
        }
    }

    [TestMethod]
    public async Task ItIsPublishedAndRunsFromEitherArchive()
    {
        foreach (var extension in new[] { "tar.gz", "tar.xz" })
        {
            var id = $"tools.local/demo/tool:{extension[^2..]}";
            var created = await _sandbox.RunAsync("package", "create", "-m", "metadata.json", "-o", $"out.{extension}", "tree", "-f");
            if (created.Error.Contains("OCX3017", StringComparison.Ordinal))
            {
                Assert.Inconclusive(created.Error);
            }

            created.ShouldSucceed();
            (await _sandbox.RunAsync("package", "push", "-p", "any", "-i", id, $"out.{extension}")).ShouldSucceed();
            Assert.AreEqual("tool\n", (await _sandbox.RunAsync("exec", id, "--", "tool")).ShouldSucceed().Output);
        }
    }

    [TestMethod]
    public async Task AnUpstreamArchiveIsTakenToo()
    {
        using (var zip = ZipFile.Open(_sandbox.PathOf("tool-1.0.zip"), ZipArchiveMode.Create))
        {
            var tool = zip.CreateEntry("tool-1.0/bin/tool");
            tool.ExternalAttributes = 0x81ED << 16;
            using var writer = new StreamWriter(tool.Open());
            writer.Write("#!/bin/sh\necho zipped\n");
        }

        await CreateAsync("-m", "metadata.json", "-i", "tools.local/demo/zipped:1.0", "-p", "any", "--strip-components", "1", "tool-1.0.zip");
        (await _sandbox.RunAsync("package", "push", "-p", "any", "-i", "tools.local/demo/zipped:1.0", "zipped-1.0-any.tar.gz")).ShouldSucceed();

        Assert.AreEqual("zipped\n", (await _sandbox.RunAsync("exec", "tools.local/demo/zipped:1.0", "--", "tool")).ShouldSucceed().Output);
        Assert.AreEqual(
            """{"version":1,"platform":"any","identifier":"tools.local/demo/zipped:1.0"}""",
            File.ReadAllText(_sandbox.PathOf("zipped-1.0-any-receipt.json")));
    }

    [TestMethod]
    [DataRow("-o out.zip tree", 65, "OCX3007")]
    [DataRow("-o out.tar.zst tree", 65, "zstd")]
    [DataRow("-o out.tar.gz -m none.json tree", 79, "none.json")]
    [DataRow("-o out.tar.gz -p beos/m68k tree", 64, "OCX1021")]
    [DataRow("-o out.tar.gz none", 79, "no directory or archive")]
    [DataRow("-o out.tar.gz metadata.json", 65, "OCX3018")]
    [DataRow("-o out.tar.gz --strip-components 1 tree", 64, "is a directory")]
    [DataRow("-o out.tar.gz --bin-scan tree", 64, "--bin-scan")]
    [DataRow("-o out.tar.gz -j -1 tree", 64, "--threads takes")]
    [DataRow("-o out.tar.gz -l hard tree", 64, "hard")]
    [DataRow("-o none/out.tar.gz tree", 74, "does not exist")]
    public async Task WhatCannotBeDoneIsSaidAndNothingIsLeft(string arguments, int exit, string text)
    {
        var before = Directory.GetFileSystemEntries(_sandbox.Work);

        (await _sandbox.RunAsync(["package", "create", .. arguments.Split(' ')])).ShouldExit(exit).ShouldTell(text);

        Assert.AreSequenceEqual(before, Directory.GetFileSystemEntries(_sandbox.Work));
    }

    [TestMethod]
    public async Task ALinkThatLeavesTheTreeIsNamed()
    {
        File.CreateSymbolicLink(_sandbox.PathOf("tree/out"), "../../secret");

        (await _sandbox.RunAsync("package", "create", "-o", "out.tar.gz", "tree")).ShouldExit(65).ShouldTell("OCX3013").ShouldTell("'out'");
    }

    [TestMethod]
    public async Task ErrorsInMetadataHaveLineAndColumn()
    {
        _sandbox.Write("metadata.json", "{ \"type\": \"bundle\", \"version\": 1,\n  \"env\": [ { \"key\": \"A\", \"type\": \"constant\", \"value\": \"${nope}\" } ] }");

        (await _sandbox.RunAsync("package", "create", "-m", "metadata.json", "-o", "out.tar.gz", "tree")).ShouldExit(65).ShouldTell("metadata.json(2,55)").ShouldTell("OCX4003");
    }

    [TestMethod]
    public async Task AMistypedDirectoryOfThePathIsToldWithItsPlace()
    {
        _sandbox.Write("metadata.json", Metadata.Replace("/bin", "/bim", StringComparison.Ordinal));

        var refused = await _sandbox.RunAsync("package", "create", "-m", "metadata.json", "-p", "linux/amd64", "-o", "out.tar.gz", "tree");

        refused.ShouldExit(65).ShouldTell("metadata.json(1,").ShouldTell("OCX3021").ShouldTell("Did you mean 'bin'?");
        Assert.IsFalse(File.Exists(_sandbox.PathOf("out.tar.gz")));
        await CreateAsync("-m", "metadata.json", "-p", "linux/amd64", "--no-libc-lint", "-o", "out.tar.gz", "tree");
    }

    private async Task CreateAsync(params string[] arguments) => (await _sandbox.RunAsync(["package", "create", .. arguments])).ShouldSucceed();
}
