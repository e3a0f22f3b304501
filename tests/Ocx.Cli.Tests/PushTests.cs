using System.Text.Json;

namespace Ocx.Cli.Tests;

/// <summary>How a push is written, and what it tells.</summary>
[TestClass]
public sealed class PushTests : IDisposable
{
    private const string Repository = Sandbox.LocalRegistry + "/acme/tool";

    private readonly Sandbox _sandbox = new();

    [TestInitialize]
    public async Task PackAsync()
    {
        _sandbox.Write("one/bin/tool", "#!/bin/sh\necho one\n", executable: true);
        _sandbox.Write("two/share/data", "two");
        _sandbox.Write("metadata.json", """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""");
        await _sandbox.PackAsync("one", "metadata.json", "one.tar.gz");
        await _sandbox.PackAsync("two", null, "two.tar.gz");
    }

    public void Dispose() => _sandbox.Dispose();

    [TestMethod]
    public async Task The_package_stands_first_or_behind_an_option()
    {
        var first = await PushAsync($"{Repository}:1", "-p", "any", "one.tar.gz", "two.tar.gz");
        var option = await PushAsync("-p", "any", "one.tar.gz", "two.tar.gz", "-i", $"{Repository}:2");

        Assert.AreEqual(first.GetProperty("manifest_digest").GetString(), option.GetProperty("manifest_digest").GetString());
        Assert.AreEqual(2, option.GetProperty("layers").GetProperty("verified").GetInt32());
    }

    [TestMethod]
    public async Task A_receipt_says_what_the_command_line_does_not()
    {
        (await _sandbox.RunAsync("package", "create", "-f", "-m", "metadata.json", "-i", $"{Repository}:3.1.4", "-p", "linux/arm64", "-o", "one.tar.gz", "one")).ShouldSucceed();

        Assert.AreEqual($"{Repository}:3.1.4", (await PushAsync("one.tar.gz")).GetProperty("identifier").GetString());
    }

    [TestMethod]
    public async Task A_layer_is_named_by_its_digest_and_a_file_by_its_path()
    {
        await PushAsync($"{Repository}:1", "-p", "any", "one.tar.gz", "two.tar.gz");
        var digest = Digest("two.tar.gz");
        File.Copy(_sandbox.PathOf("two.tar.gz"), _sandbox.PathOf($"sha256:{digest}.tar.gz"));

        var byDigest = await PushAsync($"{Repository}:2", "-p", "any", "one.tar.gz", $"sha256:{digest}.tar.gz");
        var byPath = await PushAsync($"{Repository}:3", "-p", "any", "-m", "one-metadata.json", "one.tar.gz", $"./sha256:{digest}.tar.gz:prefix=below");
        var bare = (await _sandbox.RunAsync("package", "push", $"{Repository}:4", "-p", "any", "one.tar.gz", $"sha256:{digest}")).ShouldExit(64);

        Assert.AreEqual(2, byDigest.GetProperty("layers").GetProperty("verified").GetInt32());
        Assert.AreNotEqual(byDigest.GetProperty("manifest_digest").GetString(), byPath.GetProperty("manifest_digest").GetString());
        Assert.Contains("needs the ending", bare.Error);
        (await _sandbox.RunAsync("install", $"{Repository}:3")).ShouldSucceed();
    }

    [TestMethod]
    public async Task Rolling_tags_move_and_the_one_that_stays_is_named()
    {
        var newest = await PushAsync("-c", "-n", "-p", "any", $"{Repository}:2.0.0", "one.tar.gz");
        var older = (await _sandbox.RunAsync("package", "push", "--cascade", "-p", "any", "-i", $"{Repository}:1.9.0", "one.tar.gz")).ShouldSucceed();

        Assert.AreEqual("""["2.0","2","latest"]""", JsonSerializer.Serialize(newest.GetProperty("cascade_tags_written")));
        Assert.Contains(" 1.9,1 ", older.Output);
        Assert.Contains("latest stays: 2 is newer and has any.", older.Error);
        (await _sandbox.RunAsync("package", "cascade", "check", Repository)).ShouldSucceed();
    }

    [TestMethod]
    public async Task The_timestamp_swallows_no_word()
    {
        var pushed = await PushAsync("-p", "any", "-i", $"{Repository}:1.2.3", "--build-timestamp", "one.tar.gz");
        var dated = await PushAsync("-p", "any", "-i", $"{Repository}:1.2.3", "--build-timestamp=date", "one.tar.gz");
        var wrong = await _sandbox.RunAsync("package", "push", "-p", "any", "-i", $"{Repository}:1.2.3", "--build-timestamp=year", "one.tar.gz");

        Assert.MatchesRegex(@":1\.2\.3_[0-9]{14}$", pushed.GetProperty("identifier").GetString()!);
        Assert.MatchesRegex(@":1\.2\.3_[0-9]{8}$", dated.GetProperty("identifier").GetString()!);
        wrong.ShouldExit(64);
    }

    [TestMethod]
    public async Task Files_that_are_named_and_absent_are_not_found()
    {
        (await _sandbox.RunAsync("package", "push", "-p", "any", "-m", "none.json", $"{Repository}:1", "one.tar.gz")).ShouldExit(79).ShouldTell("none.json does not exist");
        (await _sandbox.RunAsync("package", "import", "none.toml")).ShouldExit(79).ShouldTell("none.toml does not exist");
        (await _sandbox.RunAsync("package", "push", "-p", "any", $"{Repository}:1", "-m", "one-metadata.json", "none/one.tar.gz")).ShouldExit(79).ShouldTell("none/one.tar.gz does not exist");
        (await _sandbox.RunAsync("package", "create", "one", "-o", "new.tar.gz", "-m", "none/one.json")).ShouldExit(79).ShouldTell("none/one.json does not exist");
        (await _sandbox.RunAsync("package", "import", "one")).ShouldExit(74).ShouldTell("Is a directory");
    }

    [TestMethod]
    public async Task The_tags_that_moved_are_added_to_a_file()
    {
        _sandbox.Write("tags", "0.9");
        string[] arguments = ["-c", "-p", "any", "-i", $"{Repository}:1.2.3", "one.tar.gz", "--announce-file"];

        await PushAsync([.. arguments, "tags"]);
        await PushAsync([.. arguments, "tags"]);
        await PushAsync([.. arguments, "others"]);

        Assert.AreEqual("0.9\n1.2.3\n1.2\n1\nlatest\n", File.ReadAllText(_sandbox.PathOf("tags")));
        Assert.AreEqual("1.2.3\n1.2\n1\nlatest\n", File.ReadAllText(_sandbox.PathOf("others")));
    }

    [TestMethod]
    public async Task Pushes_at_the_same_time_share_the_file_of_tags()
    {
        await Task.WhenAll(Enumerable.Range(1, 4).Select(n => PushAsync("-p", "any", "-i", $"{Repository}:{n}", "one.tar.gz", "--announce-file", "tags")));

        Assert.AreSequenceEqual(new[] { "1", "2", "3", "4" }, File.ReadAllLines(_sandbox.PathOf("tags")).Order());
    }

    [TestMethod]
    [DataRow("none/tags", 74)]
    [DataRow("two", 77)]
    public async Task A_file_of_tags_that_cannot_be_written_is_told_before_anything_is_sent(string file, int exitCode)
    {
        (await _sandbox.RunAsync("package", "push", "-p", "any", "-i", $"{Repository}:1", "one.tar.gz", "--announce-file", file)).ShouldExit(exitCode);

        (await _sandbox.RunAsync("install", $"{Repository}:1")).ShouldExit(78).ShouldTell("OCX2016");
    }

    [TestMethod]
    public async Task A_layer_at_two_places_is_installed_at_both()
    {
        await PushAsync("-p", "any", "-i", $"{Repository}:1", "one.tar.gz", "two.tar.gz:prefix=a", $"sha256:{Digest("two.tar.gz")}.tar.gz:prefix=b");

        var installed = (await _sandbox.RunAsync("install", "--json", $"{Repository}:1")).ShouldSucceed().Json;
        var content = Path.Combine(installed.GetProperty($"{Repository}:1").GetProperty("path").GetString()!, "content");
        Assert.AreEqual("two two", $"{File.ReadAllText(Path.Combine(content, "a/share/data"))} {File.ReadAllText(Path.Combine(content, "b/share/data"))}");
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("=b")]
    public async Task An_annotation_is_a_key_and_a_value(string annotation) =>
        (await _sandbox.RunAsync("package", "push", "-p", "any", "-i", $"{Repository}:1", "--annotation", annotation, "one.tar.gz")).ShouldExit(64);

    [TestMethod]
    public async Task A_recipe_publishes_what_it_says()
    {
        _sandbox.Write("tool.toml", $"""
            package = "{Repository}"
            version = "1.0.0"
            metadata = "metadata.json"
            [platform.any]
            archive = "one"
            """);

        var planned = (await _sandbox.RunAsync("package", "import", "--dry-run", "tool.toml", "--json")).ShouldSucceed().Json;
        var missing = (await _sandbox.RunAsync("install", $"{Repository}:1")).ExitCode;
        var plain = (await _sandbox.RunAsync("package", "import", "tool.toml")).ShouldSucceed().Output;

        Assert.AreEqual("planned", planned.GetProperty("status").GetString());
        Assert.AreEqual(JsonValueKind.Null, planned.GetProperty("platforms")[0].GetProperty("manifest_digest").ValueKind);
        Assert.AreNotEqual(0, missing);
        Assert.MatchesRegex(@"^Platform  Digest +  Tags +  Layers +\nany +  sha256:[0-9a-f]{64}  1\.0\.0,1\.0,1,latest  0 mounted, 1 uploaded, 0 verified\n$", plain);
        Assert.AreEqual("one", (await _sandbox.RunAsync("exec", $"{Repository}:1", "--", "tool")).ShouldSucceed().Output.Trim());
    }

    private async Task<JsonElement> PushAsync(params string[] arguments) =>
        (await _sandbox.RunAsync(["package", "push", "--json", .. arguments])).ShouldSucceed().Json;

    private string Digest(string file) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_sandbox.PathOf(file))));
}
