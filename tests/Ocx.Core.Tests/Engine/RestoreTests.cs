using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;

namespace Ocx.Core.Tests.Engine;

[TestClass]
public sealed class RestoreTests
{
    private const string OnPath = """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""";
    private const string Toml = "[tools]\nhello = \"tools.local/hello:1.0\"\n";

    [TestMethod]
    public async Task A_locked_tool_is_in_the_store_and_runs()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "#!/bin/sh\necho hi\n"), ("share/a b/ä.txt", "text"));
        await fixture.LockAsync(Toml);

        var restored = await fixture.RestoreAsync();

        var tool = restored.Tools.Single();
        Assert.AreEqual(1, restored.Downloaded);
        Assert.IsGreaterThan(0, restored.BytesDownloaded);
        Assert.AreEqual("text", File.ReadAllText(Path.Combine(tool.Content, "share/a b/ä.txt")));
        using var engine = fixture.Open();
        var environment = engine.Compose([new PackageRoot(tool.Declared with { Digest = tool.Digest }, tool.Root)]);
        var program = environment.FindCommand("hello", new Dictionary<string, string>());
        Assert.AreEqual(Path.Combine(tool.Content, "bin", "hello"), program);
        Assert.AreSequenceEqual([Path.Combine(tool.Content, "bin")], environment.SearchPath);
        Assert.IsEmpty(fixture.StoreEntries("temp"));
    }

    [TestMethod]
    public async Task A_second_restore_needs_neither_registry_nor_configuration()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        await fixture.RestoreAsync();
        Directory.Delete(fixture.Files["registry"], recursive: true);
        File.Delete(fixture.Files["config.toml"]);

        var restored = await fixture.RestoreAsync(offline: true);

        Assert.AreEqual(0, restored.Downloaded);
        Assert.AreEqual(0, restored.BytesDownloaded);
    }

    [TestMethod]
    public async Task A_project_that_the_ledger_does_not_know_is_noted_also_when_nothing_is_missing()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        await fixture.RestoreAsync();
        Directory.Delete(Path.Combine(fixture.Home, "projects"), recursive: true);

        await fixture.RestoreAsync();

        Assert.HasCount(1, Directory.GetFileSystemEntries(Path.Combine(fixture.Home, "projects")));
        Assert.IsEmpty(fixture.StoreEntries("leases").Where(path => Path.GetFileName(path) != ".collect"), "nothing is held when the engine is gone");
    }

    [TestMethod]
    public async Task A_package_that_was_deleted_is_made_again_from_its_layers()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        var root = (await fixture.RestoreAsync()).Tools.Single().Root;
        Directory.Delete(root, recursive: true);
        Directory.Delete(fixture.Files["registry"], recursive: true);

        var restored = await fixture.RestoreAsync(offline: true);

        Assert.AreEqual(1, restored.Downloaded);
        Assert.IsTrue(File.Exists(Path.Combine(root, "content", "bin", "hello")));
    }

    [TestMethod]
    public async Task Damaged_remains_of_a_package_give_way()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        var root = (await fixture.RestoreAsync()).Tools.Single().Root;
        File.Delete(Path.Combine(root, "install.json"));

        await fixture.RestoreAsync();

        Assert.IsTrue(File.Exists(Path.Combine(root, "install.json")));
    }

    [TestMethod]
    public async Task Many_restores_at_once_do_the_work_once()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, [.. Enumerable.Range(0, 200).Select(i => ($"share/{i}", $"{i}"))]);
        await fixture.LockAsync(Toml);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fixture.RestoreAsync())));

        Assert.AreEqual(1, results.Sum(result => result.Downloaded));
        Assert.HasCount(1, fixture.Observer.Downloads);
        Assert.IsEmpty(fixture.StoreEntries("temp"));
    }

    [TestMethod]
    public async Task The_lock_is_the_same_bytes_when_written_again_also_in_Turkish()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "linux/amd64", OnPath, ("bin/hello", "x"));
        await fixture.PublishAsync("tools.local/hello:1.0", "windows/amd64", OnPath, ("bin/hello.exe", "x"));
        await fixture.LockAsync(Toml);
        var first = File.ReadAllText(fixture.Files["ocx.lock"]);

        File.Delete(fixture.Files["ocx.lock"]);
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        await fixture.LockAsync(Toml);
        var second = File.ReadAllText(fixture.Files["ocx.lock"]);

        Assert.AreEqual(WithoutTime(first), WithoutTime(second));
        await fixture.LockAsync(Toml);
        Assert.AreEqual(second, File.ReadAllText(fixture.Files["ocx.lock"]));

        static string WithoutTime(string text) => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("generated_at", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_changed_declaration_is_stale_on_its_line()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.PublishAsync("tools.local/other:1", "any", OnPath, ("bin/other", "x"));
        await fixture.LockAsync("[tools]\nother = \"tools.local/other:1\"\n" + Toml["[tools]\n".Length..]);

        await AssertStale("[tools]\nother = \"tools.local/other:1\"\nhello = \"tools.local/hello:2.0\"\n", 3, "tools.local/hello:1.0");
        await AssertStale("[tools]\nother = \"tools.local/other:1\"\nhello = \"tools.local/hallo:1.0\"\n", 3, "tools.local/hallo");
        await AssertStale("[tools]\nother = \"tools.local/other:1\"\nhello = \"tools.local/hello:1.0\"\nnew = \"tools.local/new:1\"\n", 4, "'new'");
        await AssertStale("[tools]\nhello = \"tools.local/hello:1.0\"\n", 0, "'other'");

        async Task AssertStale(string toml, int line, string text)
        {
            File.WriteAllText(fixture.Project, toml);
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());
            Assert.AreEqual("OCX1006", failure.Code.Id);
            Assert.AreEqual(ExitCode.Data, failure.Exit);
            Assert.AreEqual((fixture.Project, line), (failure.Location!.Value.File, failure.Location.Value.Line));
            Assert.Contains(text, failure.Message);
            Assert.Contains("ocx lock", failure.NextStep!);
        }
    }

    [TestMethod]
    [DataRow("repository = \"tools.local/hello\"", "repository = \"mirror.local/hello\"", DisplayName = "another repository")]
    [DataRow("[[tool]]", null, DisplayName = "a lost entry")]
    public async Task A_lock_whose_entries_do_not_fit_is_stale_and_is_made_anew(string text, string? replacement)
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        var good = File.ReadAllText(fixture.Files["ocx.lock"]);
        File.WriteAllText(
            fixture.Files["ocx.lock"],
            replacement is null ? good[..good.IndexOf(text, StringComparison.Ordinal)].TrimEnd() + "\n" : good.Replace(text, replacement, StringComparison.Ordinal));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());
        await fixture.LockAsync(Toml);

        Assert.AreEqual(("OCX1006", 2), (failure.Code.Id, failure.Location!.Value.Line));
        Assert.AreEqual(1, (await fixture.RestoreAsync()).Downloaded);
    }

    [TestMethod]
    public async Task A_dependency_that_was_lost_comes_back()
    {
        using var fixture = new EngineFixture();
        var library = await fixture.PublishAsync("tools.local/lib:1", files: ("lib.txt", "x"));
        await fixture.PublishAsync("tools.local/hello:1.0", "any", $$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"tools.local/lib@{{library.ManifestDigest}}","visibility":"public"}]}""", ("a", "a"));
        await fixture.LockAsync(Toml);
        var tool = (await fixture.RestoreAsync()).Tools.Single();
        using var engine = fixture.Open();
        var lost = (await engine.FindAsync([engine.ParseIdentifier($"tools.local/lib@{library.ManifestDigest}")], null, CancellationToken.None)).Single().Root;
        Directory.Delete(lost, recursive: true);

        Assert.AreEqual(1, (await fixture.RestoreAsync()).Downloaded);
        engine.Compose([new PackageRoot(tool.Declared with { Digest = tool.Digest }, tool.Root)]);
    }

    [TestMethod]
    public async Task Adding_does_not_touch_a_lock_that_cannot_be_read()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        File.AppendAllText(fixture.Files["ocx.lock"], "<<<<<<< HEAD\n");
        using var engine = fixture.Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.AddAsync(fixture.Project, null, [new("bye", engine.ParseIdentifier("tools.local/hello:1.0"))], CancellationToken.None));

        Assert.AreEqual("OCX1007", failure.Code.Id);
        Assert.AreEqual(Toml, File.ReadAllText(fixture.Project));
    }

    [TestMethod]
    public async Task A_registry_that_is_not_there_is_named()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        Directory.Delete(fixture.Files["registry"], recursive: true);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());

        Assert.AreEqual(("OCX2016", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.Contains(fixture.Files["registry"], failure.Message);
    }

    [TestMethod]
    public async Task What_is_being_added_has_no_place_yet()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);
        using var engine = fixture.Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.AddAsync(fixture.Project, "lint", [new(null, engine.ParseIdentifier("tools.local/nope:9"))], CancellationToken.None));

        Assert.IsNull(failure.Location);
        Assert.Contains("tools.local/nope:9", failure.Message);
    }

    [TestMethod]
    public async Task Update_locks_what_tags_mean_now_and_only_for_what_is_named()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "1"));
        await fixture.PublishAsync("tools.local/other:1", files: ("b", "1"));
        await fixture.LockAsync(Toml + "other = \"tools.local/other:1\"\n");
        var before = File.ReadAllText(fixture.Files["ocx.lock"]);
        using var engine = fixture.Open();

        await engine.UpdateAsync(fixture.Project, [], [], write: true, CancellationToken.None);
        Assert.AreEqual(before, File.ReadAllText(fixture.Files["ocx.lock"]), "nothing new");

        var hello = await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "2"));
        var other = await fixture.PublishAsync("tools.local/other:1", files: ("b", "2"));
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => engine.UpdateAsync(fixture.Project, [], [], write: false, CancellationToken.None));
        Assert.AreEqual(("OCX1006", before), (failure.Code.Id, File.ReadAllText(fixture.Files["ocx.lock"])));
        Assert.Contains($"-> {hello.ManifestDigest.Short}, other sha256:", failure.Message);
        Assert.Contains($"-> {other.ManifestDigest.Short}.", failure.Message);

        await engine.UpdateAsync(fixture.Project, [], ["hello"], write: true, CancellationToken.None);
        var after = File.ReadAllText(fixture.Files["ocx.lock"]);
        Assert.Contains(hello.ManifestDigest.ToString(), after);
        Assert.DoesNotContain(other.ManifestDigest.ToString(), after);

        await engine.UpdateAsync(fixture.Project, ["default"], [], write: true, CancellationToken.None);
        Assert.Contains(other.ManifestDigest.ToString(), File.ReadAllText(fixture.Files["ocx.lock"]));
        Assert.AreEqual("OCX1011", (await Assert.ThrowsExactlyAsync<OcxException>(() => engine.UpdateAsync(fixture.Project, [], ["nope"], true, CancellationToken.None))).Code.Id);
    }

    [TestMethod]
    public async Task A_platform_that_is_not_locked_is_said_with_what_there_is()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "windows/arm64", OnPath, ("bin/hello", "x"));
        await fixture.LockAsync(Toml);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync("linux/amd64"));

        Assert.AreEqual("OCX1013", failure.Code.Id);
        Assert.AreEqual(2, failure.Location!.Value.Line);
        Assert.Contains("windows/arm64", failure.Message);
    }

    [TestMethod]
    public async Task Without_a_lock_the_next_step_is_to_make_one()
    {
        using var fixture = new EngineFixture();
        File.WriteAllText(fixture.Project, Toml);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());

        Assert.AreEqual("OCX1005", failure.Code.Id);
        Assert.Contains("ocx lock", failure.NextStep!);
    }

    [TestMethod]
    public async Task A_tag_that_does_not_exist_is_said_at_its_declaration()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "any", OnPath, ("bin/hello", "x"));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.LockAsync("[tools]\nhello = \"tools.local/hello:9\"\n"));

        Assert.AreEqual("OCX2002", failure.Code.Id);
        Assert.AreEqual(2, failure.Location!.Value.Line);
        Assert.IsFalse(File.Exists(fixture.Files["ocx.lock"]));
    }

    [TestMethod]
    public async Task Dependencies_come_along_and_entry_points_become_launchers()
    {
        using var fixture = new EngineFixture();
        var library = await fixture.PublishAsync("tools.local/lib:1", "any", """{"type":"bundle","version":1,"env":[{"key":"LIB_HOME","type":"constant","value":"${installPath}","visibility":"public"}]}""", ("lib.txt", "from lib"));
        await fixture.PublishAsync(
            "tools.local/hello:1.0",
            "any",
            $$$$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"tools.local/lib:1@{{{{library.ManifestDigest}}}}","visibility":"private"}],"env":[{"key":"PATH","type":"path","value":"bin"},{"key":"GREETING","type":"constant","value":"it's $HOME"}],"entrypoints":{"greet":{"command":"hello","args":["-n","a b"]}}}""",
            ("bin/hello", "#!/bin/sh\nprintf '%s|' \"$GREETING\" \"$@\"; cat \"$LIB_HOME/lib.txt\"\n"));
        await fixture.LockAsync(Toml);

        var tool = (await fixture.RestoreAsync()).Tools.Single();
        using var engine = fixture.Open();
        var environment = engine.Compose([new PackageRoot(tool.Declared with { Digest = tool.Digest }, tool.Root)]);

        Assert.AreSequenceEqual([Path.Combine(tool.Root, "entrypoints")], environment.SearchPath);
        if (!OperatingSystem.IsWindows())
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Path.Combine(tool.Root, "entrypoints", "greet"), ["x;y"]) { RedirectStandardOutput = true })!;
            Assert.AreEqual("it's $HOME|-n|a b|x;y|from lib", await process.StandardOutput.ReadToEndAsync(CancellationToken.None));
        }
    }

    [TestMethod]
    public async Task The_projects_own_variables_follow_the_tools()
    {
        using var fixture = new EngineFixture();
        await fixture.LockAsync("[tools]\n\n[env]\nDATA = { type = \"path\", value = \"data\" }\nMODE = \"fast\"\n");

        var entries = (await fixture.RestoreAsync()).Entries;

        Assert.AreEqual($"DATA={fixture.Files["data"]} MODE=fast", string.Join(' ', entries.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [TestMethod]
    public async Task Groups_may_bind_one_name_to_two_packages_as_long_as_no_environment_needs_both()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "1"));
        await fixture.PublishAsync("tools.local/hello:2.0", files: ("a", "2"));
        await fixture.LockAsync(Toml + "\n[group.next.tools]\nhello = \"tools.local/hello:2.0\"\n");
        using var engine = fixture.Open();

        var restored = await engine.RestoreAsync(new(fixture.Project, Groups: ["all"], StoreOnly: true), CancellationToken.None);
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => engine.RestoreAsync(new(fixture.Project, Groups: ["all"]), CancellationToken.None));

        Assert.HasCount(2, restored.Tools);
        Assert.AreEqual("OCX1012", failure.Code.Id);
    }
}
