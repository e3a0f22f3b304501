using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Tests.Oci;

namespace Ocx.Core.Tests.Publishing.Creation;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ProgramCheckTests : IDisposable
{
    private const string PathVariable = """{"key":"PATH","type":"path","value":"${installPath}/bin","visibility":"public"}""";

    private readonly TemporaryDirectory _files = new();

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow("linux/amd64", "script tool")]
    [DataRow("any", "script tool")]
    [DataRow("windows/amd64", "Win run")]
    [DataRow(null, null)]
    public async Task Without_a_list_one_is_made(string? platform, string? expected)
    {
        Fill();

        var sidecar = await CreateAsync($$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""", platform);

        Assert.AreEqual(expected is null ? null : $"[\"{expected.Replace(" ", "\",\"", StringComparison.Ordinal)}\"]", BinariesOf(sidecar));
    }

    [TestMethod]
    [DataRow("""{"key":"PATH","type":"path","value":"${installPath}/bin"}""", "a private variable")]
    [DataRow("""{"key":"MANPATH","type":"path","value":"${installPath}/bin","visibility":"public"}""", "another variable")]
    [DataRow("""{"key":"PATH","type":"path","value":"/usr/bin","visibility":"public"}""", "another place")]
    public async Task Only_the_users_PATH_counts(string variable, string why)
    {
        Fill();

        Assert.IsNull(BinariesOf(await CreateAsync($$"""{"type":"bundle","version":1,"env":[{{variable}}]}""", "linux/amd64")), why);
    }

    [TestMethod]
    public async Task Directories_that_are_stripped_may_have_any_name()
    {
        _files.Write("tree/tool-1.0/bin/tool", "x", executable: true);

        Assert.AreEqual(
            """["tool"]""", BinariesOf(await CreateAsync($$"""{"type":"bundle","version":1,"strip_components":1,"env":[{{PathVariable}}]}""", "linux/amd64")));
    }

    [TestMethod]
    [DataRow("""["script","tool"]""", null)]
    [DataRow("""["tool"]""", "does not list script")]
    [DataRow("""["script","tool","data"]""", "no programs on the PATH: data")]
    public async Task A_list_is_held_to_what_is_there_if_asked_for(string list, string? problem)
    {
        Fill();
        var metadata = $$"""
            {"type":"bundle","version":1,"env":[{{PathVariable}}],
             "binaries": {{list}} }
            """;

        await CreateAsync(metadata, "linux/amd64");
        if (problem is null)
        {
            await CreateAsync(metadata, "linux/amd64", BinaryScan.Required);
            return;
        }

        var failure = await FailureOf(metadata, "linux/amd64", BinaryScan.Required);
        Assert.AreEqual(StoreErrors.ProgramsUnsuitable, failure.Code);
        Assert.Contains(problem, failure.Message);
        Assert.AreEqual((2, 14), (failure.Location!.Value.Line, failure.Location.Value.Column));
    }

    [TestMethod]
    public async Task Without_the_scan_nothing_is_listed()
    {
        Fill();

        Assert.IsNull(BinariesOf(await CreateAsync($$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""", "linux/amd64", BinaryScan.Off)));
    }

    [TestMethod]
    [DataRow("/lib64/ld-linux-x86-64.so.2", "linux/amd64", "libc.glibc", "`-p linux/amd64+libc.glibc`")]
    [DataRow("/lib/ld-musl-x86_64.so.1", "linux/amd64+libc.glibc", "libc.musl", "`-p linux/amd64+libc.glibc,libc.musl`")]
    [DataRow("/lib/ld-musl-x86_64.so.1", "any", "libc.musl", "one package for each platform")]
    [DataRow("/system/bin/linker64", "linux/amd64+libc.glibc,libc.musl", "not known", "--no-libc-lint")]
    public async Task A_program_that_cannot_run_wherever_the_platform_says_is_refused(string loader, string platform, string problem, string nextStep)
    {
        PutProgram(loader);
        var metadata = $$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""";

        var failure = await FailureOf(metadata, platform);

        Assert.AreEqual(StoreErrors.ProgramsUnsuitable, failure.Code);
        Assert.Contains("bin/tool", failure.Message);
        Assert.Contains(problem, failure.Message);
        Assert.Contains(nextStep, failure.NextStep!);
        await CreateAsync(metadata, platform, lint: false);
    }

    [TestMethod]
    public async Task A_loader_that_is_named_at_the_end_is_found()
    {
        const string Loader = "/lib64/ld-linux-x86-64.so.2\0";
        PutProgram(Loader.TrimEnd('\0'));
        var program = File.ReadAllBytes(_files["tree/bin/tool"]);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(program.AsSpan(64 + 56 + 8), 9000);
        Array.Resize(ref program, 9000 + Loader.Length);
        System.Text.Encoding.ASCII.GetBytes(Loader).CopyTo(program, 9000);
        File.WriteAllBytes(_files["tree/bin/tool"], program);

        Assert.Contains("libc.glibc", (await FailureOf($$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""", "linux/amd64")).Message);
    }

    /// <summary>What does not tell its loader would pass for one that needs none.</summary>
    [TestMethod]
    [DataRow(4, DisplayName = "nothing but the mark")]
    [DataRow(6, DisplayName = "no header")]
    [DataRow(100, DisplayName = "no whole table")]
    [DataRow(-1, DisplayName = "no end of the name")]
    public async Task A_program_that_cannot_be_read_is_refused(int length)
    {
        var program = FakeLoaderFiles.Elf("/lib64/ld-linux-x86-64.so.2");
        _files.Write("tree/bin/tool", "", executable: true);
        File.WriteAllBytes(_files["tree/bin/tool"], program[..(length < 0 ? ^1 : length)]);

        Assert.Contains("cannot be read", (await FailureOf($$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""", "linux/amd64")).Message);
    }

    [TestMethod]
    [DataRow("/lib64/ld-linux-x86-64.so.2", "linux/amd64+libc.glibc")]
    [DataRow("/lib/ld-musl-x86_64.so.1", "linux/amd64+libc.musl")]
    [DataRow("/lib/ld-musl-x86_64.so.1", "windows/amd64")]
    public async Task A_program_that_runs_there_passes(string loader, string platform)
    {
        PutProgram(loader);

        await CreateAsync($$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""", platform);
    }

    [TestMethod]
    [DataRow("x${installPath}/bin")]
    [DataRow("${installPath}/../bin")]
    [DataRow("${installPath}bin")]
    public async Task A_directory_that_cannot_be_told_is_refused(string value)
    {
        Fill();

        var failure = await FailureOf(
            $$"""{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","visibility":"public","value":"{{value}}"}]}""", "linux/amd64");

        Assert.AreEqual(StoreErrors.ProgramsUnsuitable, failure.Code);
        Assert.AreEqual((1, 95), (failure.Location!.Value.Line, failure.Location.Value.Column));
    }

    [TestMethod]
    [DataRow("${installPath}/bim", "linux/amd64", "'bim'", "Did you mean 'bin'? There are 'bin', 'lib'.")]
    [DataRow("bin/sbu", "any", "'bin/sbu'", "Did you mean 'bin/sub'? There are 'bin/sub'.")]
    [DataRow("${installPath}/nowhere/bin", "linux/amd64", "'nowhere/bin'", "There are 'bin', 'lib'.")]
    [DataRow("${installPath}/Bin", "linux/amd64", "'Bin'", "Did you mean 'bin'?")]
    [DataRow("${installPath}/bin/tool", "linux/amd64", "leads to a file: 'bin/tool'", "There are 'bin/sub'.")]
    public async Task A_directory_that_is_not_there_is_refused(string value, string platform, string problem, string nextStep)
    {
        Fill();
        var metadata = $$"""{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","visibility":"public","value":"{{value}}"}]}""";

        var failure = await FailureOf(metadata, platform);

        Assert.AreEqual((StoreErrors.ProgramsUnsuitable, ExitCode.Data), (failure.Code, failure.Exit));
        Assert.AreEqual((1, 95), (failure.Location!.Value.Line, failure.Location.Value.Column));
        Assert.Contains(problem, failure.Message);
        Assert.Contains(nextStep, failure.NextStep!);
        Assert.Contains("--no-libc-lint", failure.NextStep!);
        await CreateAsync(metadata, platform, lint: false);
        await CreateAsync(metadata, "windows/amd64");
        await CreateAsync(metadata, platform: null);
    }

    [TestMethod]
    [DataRow("${installPath}", "tree/tool")]
    [DataRow("${installPath}/", "tree/tool")]
    [DataRow("${installPath}/./bin/", "tree/bin/tool")]
    [DataRow("/usr/bin", "tree/tool")]
    public async Task A_directory_that_is_there_passes(string value, string file)
    {
        _files.Write(file, "x", executable: true);

        await CreateAsync($$"""{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","visibility":"public","value":"{{value}}"}]}""", "linux/amd64");
    }

    [TestMethod]
    [DataRow("${installPath}", true)]
    [DataRow("${installPath}/bin", true)]
    [DataRow("${installPath}/tool-1.0/bin", false)]
    public async Task What_an_installation_strips_does_not_count(string value, bool passes)
    {
        _files.Write("tree/tool-1.0/bin/tool", "x", executable: true);
        _files.Write("tree/other/share/x", "x");
        var metadata = $$"""{"type":"bundle","version":1,"strip_components":1,"env":[{"key":"PATH","type":"path","visibility":"public","value":"{{value}}"}]}""";

        if (passes)
        {
            await CreateAsync(metadata, "linux/amd64");
            return;
        }

        Assert.Contains("There are 'bin', 'share'.", (await FailureOf(metadata, "linux/amd64")).NextStep!);
    }

    [TestMethod]
    public async Task A_pipe_on_the_PATH_is_not_waited_for()
    {
        _files.Write("tree/bin/tool", "x", executable: true);
        await Ocx.Core.Tests.Archives.SystemTool.RunAsync("mkfifo", TestContext.CancellationToken, _files["tree/bin/pipe"]);

        var failure = await FailureOf($$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}""", "linux/amd64").WaitAsync(TimeSpan.FromMinutes(1), TestContext.CancellationToken);

        Assert.AreEqual(StoreErrors.SourceUnsuitable, failure.Code);
    }

    [TestMethod]
    public async Task Of_a_huge_program_little_is_read()
    {
        PutProgram("/lib64/ld-linux-x86-64.so.2");
        var program = File.ReadAllBytes(_files["tree/bin/tool"]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(64 + 56), 6);
        File.WriteAllBytes(_files["tree/bin/tool"], program);
        var tree = _files["tree"];
        using (var file = File.OpenWrite(_files["tree/bin/tool"]))
        {
            file.SetLength(400L * 1024 * 1024);
        }

        var metadata = AuthoredMetadata.Read(_files.Write("m.json", $$"""{"type":"bundle","version":1,"env":[{{PathVariable}}]}"""));
        var before = GC.GetAllocatedBytesForCurrentThread();
        new ProgramCheck(metadata, tree, programs: null, Platform.Parse("linux/amd64")).Lint();

        Assert.IsLessThan(1024 * 1024, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string? BinariesOf(string sidecar)
    {
        using var document = System.Text.Json.JsonDocument.Parse(sidecar);
        return document.RootElement.TryGetProperty("binaries", out var binaries)
            ? binaries.GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
            : null;
    }

    private void Fill()
    {
        _files.Write("tree/bin/tool", "x", executable: true);
        _files.Write("tree/bin/data", "x");
        _files.Write("tree/bin/Win.EXE", "x");
        _files.Write("tree/bin/run.cmd", "x");
        _files.Write("tree/bin/sub/inner", "x", executable: true);
        _files.Write("tree/lib/other", "x", executable: true);
        Ocx.Core.Files.Links.CreateSymbolic(_files["tree/bin/script"], "../lib/other", toDirectory: false);
        Ocx.Core.Files.Links.CreateSymbolic(_files["tree/bin/dangling"], "nowhere", toDirectory: false);
    }

    private void PutProgram(string loader)
    {
        _files.Write("tree/bin/tool", "", executable: true);
        File.WriteAllBytes(_files["tree/bin/tool"], FakeLoaderFiles.Elf(loader));
    }

    private Task<OcxException> FailureOf(string metadata, string platform, BinaryScan scan = BinaryScan.Auto) =>
        Assert.ThrowsExactlyAsync<OcxException>(() => CreateAsync(metadata, platform, scan));

    private async Task<string> CreateAsync(string metadata, string? platform, BinaryScan scan = BinaryScan.Auto, bool lint = true)
    {
        var request = new CreateRequest(
            _files["tree"],
            _files["out.tar.gz"],
            Platform: platform is null ? null : Platform.Parse(platform),
            MetadataFile: _files.Write("m.json", metadata),
            Force: true,
            BinaryScan: scan,
            LibcLint: lint);
        return await File.ReadAllTextAsync((await new PackageCreator(_files.Path).CreateAsync(request, CancellationToken.None)).Metadata!, TestContext.CancellationToken);
    }
}
