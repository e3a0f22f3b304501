using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;

namespace Ocx.Core.Tests.Resolution;

[TestClass]
public sealed class TagStoreTests : IDisposable
{
    private static readonly Digest One = Digest.Parse("sha256:" + new string('1', 64));
    private static readonly Digest Two = Digest.Parse("sha256:" + new string('2', 64));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [TestMethod]
    public async Task Tags_are_kept_in_the_shared_form()
    {
        var store = new TagStore(_directory.Path);
        await store.SaveAsync(Identifier.Parse("localhost:5000/org/cmake:3.28", null), One, CancellationToken.None);
        await store.SaveAsync(Identifier.Parse("localhost:5000/org/cmake", null), Two, CancellationToken.None);

        Assert.AreEqual(
            $$"""
            {
              "version": 1,
              "repository": "localhost:5000/org/cmake",
              "tags": {
                "3.28": "{{One}}",
                "latest": "{{Two}}"
              }
            }
            """,
            File.ReadAllText(_directory["localhost_5000/org/cmake.json"]));
        Assert.AreEqual(Two, store.Find(Identifier.Parse("localhost:5000/org/cmake:latest", null)));
        Assert.IsNull(store.Find(Identifier.Parse("localhost:5000/org/cmake:4", null)));
        Assert.IsNull(store.Find(Identifier.Parse("localhost:5000/org/other", null)));
    }

    [TestMethod]
    public async Task Writers_at_once_lose_nothing()
    {
        var store = new TagStore(_directory.Path);

        await Parallel.ForAsync(0, 20, async (i, token) =>
            await store.SaveAsync(Identifier.Parse($"a.b/c:{i}", null), One, token));

        Assert.HasCount(20, store.KnownTags(Identifier.Parse("a.b/c", null)));
    }

    [TestMethod]
    public async Task Many_tags_are_one_write_and_none_when_nothing_is_new()
    {
        var store = new TagStore(_directory.Path);
        var package = Identifier.Parse("a.b/c", null);
        await store.SaveAsync(package, new Dictionary<string, Digest> { ["2"] = Two, ["1"] = One, ["__ocx.desc"] = One }, CancellationToken.None);
        Assert.AreSequenceEqual(["1", "2"], store.KnownTags(package));
        File.SetLastWriteTimeUtc(_directory["a.b/c.json"], DateTime.UnixEpoch);

        await store.SaveAsync(package with { Tag = "1" }, One, CancellationToken.None);
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_directory["a.b/c.json"]));

        await store.SaveAsync(package with { Tag = "1" }, Two, CancellationToken.None);
        Assert.AreEqual(Two, store.Find(package with { Tag = "1" }));
        Assert.AreEqual(Two, store.Find(package with { Tag = "2" }));
        Assert.AreSequenceEqual([_directory["a.b/c.json"]], Directory.GetFiles(_directory["a.b"]), "no lock and nothing unfinished stays");
    }

    [TestMethod]
    public void Repositories_are_what_their_files_say_they_are()
    {
        Write("localhost_5000/org/cmake.json", "localhost:5000/org/cmake");
        Write("localhost_5000/ninja.json", "localhost:5000/ninja");
        Write("localhost_5000/other.json", "localhost_5000/other");
        Write("localhost_5000/evil.json", "localhost:5000/../../evil");
        _directory.Write("localhost_5000/begun.json", "");
        _directory.Write("localhost_5000/.tmp-1234", "{");

        var store = new TagStore(_directory.Path);

        Assert.AreSequenceEqual(["ninja", "org/cmake"], store.KnownRepositories("localhost:5000").Select(package => package.Repository));
        Assert.AreSequenceEqual(["other"], store.KnownRepositories("localhost_5000").Select(package => package.Repository));
        Assert.IsEmpty(store.KnownRepositories("ghcr.io"));

        void Write(string path, string repository) => _directory.Write(path, $$"""{"version":1,"repository":"{{repository}}","tags":{} }""");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_writer_who_locks_the_file_itself_and_writes_in_place_is_waited_for()
    {
        var package = Identifier.Parse("a.b/c", null);
        var path = _directory.Write("a.b/c.json", "");
        Digest? read = null;
        var reader = new Thread(() => read = new TagStore(_directory.Path).Find(package with { Tag = "1" }));
        Task writing;
        using (var other = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            other.Write("{"u8);
            other.Flush();
            reader.Start();
            Assert.IsTrue(SpinWait.SpinUntil(() => reader.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30)), "the reader waits");
            writing = Task.Run(() => new TagStore(_directory.Path).SaveAsync(package with { Tag = "2" }, Two, CancellationToken.None), CancellationToken.None);
            other.Write(System.Text.Encoding.UTF8.GetBytes($$""" "version":1,"repository":"a.b/c","tags":{ "1":"{{One}}" } }"""));
        }

        reader.Join();
        await writing;
        Assert.AreEqual(One, read);
        Assert.AreSequenceEqual(["1", "2"], new TagStore(_directory.Path).KnownTags(package));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Who_waits_for_the_file_finds_in_it_what_was_written()
    {
        var package = Identifier.Parse("a.b/c", null);
        var store = new TagStore(_directory.Path);
        await store.SaveAsync(package with { Tag = "1" }, One, CancellationToken.None);
        var file = UnixFileStatus.Of(_directory["a.b/c.json"])!.Value.Identity;

        await store.SaveAsync(package with { Tag = "2" }, Two, CancellationToken.None);

        Assert.AreEqual(file, UnixFileStatus.Of(_directory["a.b/c.json"])!.Value.Identity);
        Assert.HasCount(2, store.KnownTags(package));
    }

    [TestMethod]
    public async Task A_writer_who_was_killed_loses_nothing()
    {
        var package = Identifier.Parse("a.b/c", null);
        var store = new TagStore(_directory.Path);
        await store.SaveAsync(package with { Tag = "1" }, One, CancellationToken.None);
        var whole = File.ReadAllText(_directory["a.b/c.json"]);
        _directory.Write("a.b/c.json.new", whole);
        _directory.Write("a.b/c.json", whole[..^30]);

        Assert.AreEqual(One, store.Find(package with { Tag = "1" }));
        Assert.AreSequenceEqual(["c"], store.KnownRepositories("a.b").Select(known => known.Repository));

        await store.SaveAsync(package with { Tag = "2" }, Two, CancellationToken.None);
        Assert.AreSequenceEqual(["1", "2"], store.KnownTags(package));
        Assert.AreSequenceEqual([_directory["a.b/c.json"]], Directory.GetFiles(_directory["a.b"]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Links_to_files_are_followed_and_linked_directories_are_not()
    {
        var store = new TagStore(_directory.Path);
        var package = Identifier.Parse("a.b/c:1", null);
        _directory.Write("shipped.json", """{"version":1,"repository":"a.b/c","tags":{} }""");
        _directory.Write("elsewhere/d.json", """{"version":1,"repository":"a.b/d","tags":{} }""");
        Directory.CreateDirectory(_directory["a.b"]);
        File.CreateSymbolicLink(_directory["a.b/c.json"], _directory["shipped.json"]);
        Directory.CreateSymbolicLink(_directory["a.b/circle"], _directory.Path);
        Directory.CreateSymbolicLink(_directory["a.b/elsewhere"], _directory["elsewhere"]);

        Assert.AreSequenceEqual(["c"], store.KnownRepositories("a.b").Select(known => known.Repository));

        await store.SaveAsync(package, One, CancellationToken.None);
        Assert.AreEqual(One, store.Find(package));
        Assert.Contains(One.ToString(), File.ReadAllText(_directory["shipped.json"]));
    }

    [TestMethod]
    [DataRow("""{"version":2,"repository":"a.b/c","tags":{}}""", "version 2")]
    [DataRow("""{"version":1,"repository":"a.b/d","tags":{}}""", "a.b/d")]
    [DataRow("""{"version":1,"repository":"a.b/c","tags":{"x":"sha256:1"}}""", "damaged")]
    [DataRow("""{"version":1,"repository":"a.b/c","tags":{"x":"sha256:../../../../../../../../../../../../../../../../../../../../../etc/passwd"}}""", "damaged")]
    [DataRow("""{"version":1,"repository":"a.b/c","tags":{"x":"md5:11111111111111111111111111111111"}}""", "damaged")]
    [DataRow("""{"version":1,"repository":"a.b/c","tags":{"x":1}}""", "damaged")]
    [DataRow("""{"version":1,"repository":"a.b/c"}""", "damaged")]
    [DataRow("[]", "damaged")]
    [DataRow("{", "damaged")]
    public void A_file_that_is_not_a_list_of_tags_is_named(string content, string reason)
    {
        _directory.Write("a.b/c.json", content);

        var failure = Assert.ThrowsExactly<OcxException>(() => new TagStore(_directory.Path).Find(Identifier.Parse("a.b/c:x", null)));

        Assert.AreEqual(("OCX3016", ExitCode.Data), (failure.Code.Id, failure.Exit));
        Assert.Contains(reason, failure.Message);
        Assert.AreEqual(_directory["a.b/c.json"], failure.Location!.Value.File);
        Assert.IsNotNull(failure.NextStep);
    }

    [TestMethod]
    public void A_file_that_somebody_begins_to_write_knows_nothing()
    {
        _directory.Write("a.b/c.json", "");

        Assert.IsNull(new TagStore(_directory.Path).Find(Identifier.Parse("a.b/c:x", null)));
    }
}
