using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing;

[TestClass]
public sealed class TagIndexTests(TestContext context) : IAsyncDisposable
{
    private const string Repository = "org/tool";

    private static readonly Dictionary<string, string> NoAnnotations = [];

    private readonly TestTime _time = new();
    private TestRegistry _server = null!;
    private RegistryConnections _connections = null!;

    private CancellationToken Cancellation => context.CancellationToken;

    private IRegistry Registry => _connections.Open(new(_server.Host, Insecure: true));

    private TagIndex Tags => new(Registry, new Identifier(_server.Host, Repository), _time);

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task An_entry_that_somebody_wrote_over_is_put_back()
    {
        await StartAsync();
        var (ours, theirs) = (Entry("linux/amd64"), Entry("windows/amd64"));
        var tags = Tags;
        await tags.PutAsync("1", ours, NoAnnotations, Cancellation);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(theirs).ToBytes(), MediaTypes.ImageIndex);

        await tags.SettleAsync(Cancellation);

        Assert.AreSequenceEqual(new[] { ours, theirs }, Read("1").Manifests);
        Assert.HasCount(2, _time.Pauses, "looks once more after it was put back");
    }

    [TestMethod]
    public async Task An_entry_is_put_back_also_where_the_answer_to_its_write_was_lost()
    {
        await StartAsync();
        var (ours, theirs) = (Entry("linux/amd64"), Entry("windows/amd64"));
        _server.Faults.Add(Fault.ResetAfter(0), RequestKind.Manifest, method: "PUT", times: 1);
        var tags = Tags;
        await tags.PutAsync("1", ours, NoAnnotations, Cancellation);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(theirs).ToBytes(), MediaTypes.ImageIndex);

        await tags.SettleAsync(Cancellation);

        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Manifest, "PUT") - 1, "the first write arrived; the second puts back");
        Assert.AreSequenceEqual(new[] { ours, theirs }, Read("1").Manifests);
    }

    [TestMethod]
    public async Task An_entry_of_the_platform_that_is_newer_stays()
    {
        await StartAsync();
        var newer = Entry("linux/amd64", "newer");
        var tags = Tags;
        await tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(newer).ToBytes(), MediaTypes.ImageIndex);

        await tags.SettleAsync(Cancellation);

        Assert.AreSequenceEqual(new[] { newer }, Read("1").Manifests);
    }

    [TestMethod]
    public async Task An_older_entry_that_somebody_wrote_back_is_replaced_again()
    {
        await StartAsync();
        var older = Entry("linux/amd64", "newer");
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(older).ToBytes(), MediaTypes.ImageIndex);
        var tags = Tags;
        await tags.PutAsync("1", Entry("linux/amd64"), new Dictionary<string, string> { ["a"] = "1" }, Cancellation);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(older).With(Entry("windows/amd64")).ToBytes(), MediaTypes.ImageIndex);

        await tags.SettleAsync(Cancellation);

        var index = Read("1");
        Assert.AreSequenceEqual(new[] { Entry("linux/amd64"), Entry("windows/amd64") }, index.Manifests);
        Assert.AreEqual("1", index.Annotations!["a"]);
    }

    [TestMethod]
    public async Task A_tag_that_cannot_be_written_for_a_moment_is_written_later()
    {
        await StartAsync();
        _server.Faults.Add(Fault.Status(503), RequestKind.Manifest, method: "PUT", times: 2);
        _server.Faults.Add(Fault.ResetAfter(0), RequestKind.Manifest, method: "PUT", skip: 2, times: 1);

        await Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);

        Assert.AreEqual("linux/amd64", Platforms(Read("1")));
    }

    [TestMethod]
    public async Task A_list_of_another_format_becomes_an_index()
    {
        await StartAsync();
        var list = new ImageIndex(2, MediaTypes.DockerManifestList, [Entry("windows/amd64")]);
        _server.Content.PutManifest(Repository, "1", list.ToBytes(), MediaTypes.DockerManifestList);

        await Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);

        Assert.AreEqual(MediaTypes.ImageIndex, Read("1").MediaType);
    }

    [TestMethod]
    public async Task A_registry_that_looks_at_conditions_is_not_asked_again()
    {
        await StartAsync(conditions: true);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(Entry("windows/amd64")).ToBytes(), MediaTypes.ImageIndex);
        var read = await Registry.GetManifestAsync(Repository, "1", Cancellation);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(Entry("darwin/amd64")).ToBytes(), MediaTypes.ImageIndex);
        Assert.AreEqual(TagMove.Refused, await Registry.TryMoveTagAsync(Repository, "1", read, MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation));
        var before = _server.Requests.All.Count;

        var tags = Tags;
        await tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);
        await tags.SettleAsync(Cancellation);

        Assert.AreSequenceEqual(new[] { "GET", "PUT" }, _server.Requests.All.Skip(before).Select(request => request.Method).ToArray());
        Assert.AreEqual("darwin/amd64 linux/amd64", Platforms(Read("1")));
    }

    [TestMethod]
    public async Task A_condition_that_a_registry_does_not_understand_is_left_out()
    {
        await StartAsync(conditions: true);
        _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(Entry("windows/amd64")).ToBytes(), MediaTypes.ImageIndex);
        _server.Faults.Add(Fault.Header("ETag", "\"something else\""), RequestKind.Manifest);

        await Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);

        Assert.AreEqual("linux/amd64 windows/amd64", Platforms(Read("1")));
    }

    [TestMethod]
    public async Task What_says_the_same_is_not_written()
    {
        await StartAsync();
        await Tags.PutAsync("1", Entry("linux/amd64"), new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }, Cancellation);
        var before = _server.Requests.Count(RequestKind.Manifest, "PUT");

        var tags = Tags;
        await tags.PutAsync("1", Entry("linux/amd64"), new Dictionary<string, string> { ["a"] = "1" }, Cancellation);
        await tags.SettleAsync(Cancellation);

        Assert.AreEqual(before, _server.Requests.Count(RequestKind.Manifest, "PUT"));
        Assert.IsEmpty(_time.Pauses);
        Assert.AreEqual("a=1 b=2", string.Join(' ', Read("1").Annotations!.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [TestMethod]
    public async Task A_bare_manifest_stays_as_an_entry()
    {
        await StartAsync();
        var bare = ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256([1]), 1), []).ToBytes();
        _server.Content.PutManifest(Repository, "1", bare, MediaTypes.ImageManifest);

        await Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);

        var index = Read("1");
        Assert.AreSequenceEqual(new[] { Entry("linux/amd64").Digest, Digest.Sha256(bare) }, index.Manifests.Select(entry => entry.Digest));
        Assert.IsNull(index.Manifests[1].Platform);
    }

    [TestMethod]
    public async Task Foreign_types_annotations_and_entries_stay()
    {
        await StartAsync();
        var attestation = new Descriptor(MediaTypes.ImageManifest, Digest.Sha256([9]), 9, new("unknown", "unknown"), new Dictionary<string, string> { ["x"] = "y" }, "application/z");
        var foreign = new ImageIndex(2, MediaTypes.ImageIndex, [attestation, Entry("windows/amd64")], "application/foreign", new Dictionary<string, string> { ["k"] = "v" });
        _server.Content.PutManifest(Repository, "1", foreign.ToBytes(), MediaTypes.ImageIndex);

        await Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation);

        var index = Read("1");
        Assert.AreEqual(("application/foreign", "v"), (index.ArtifactType, index.Annotations!["k"]));
        Assert.AreEqual("linux/amd64 windows/amd64 -", Platforms(index));
        Assert.AreEqual("y", index.Manifests[2].Annotations!["x"]);
    }

    [TestMethod]
    public async Task A_tag_that_never_comes_to_rest_is_given_up()
    {
        await StartAsync();
        _server.Faults.Add(Fault.Status(412), RequestKind.Manifest, method: "PUT", times: 1);
        _server.Faults.Add(Fault.Status(404), RequestKind.Manifest, method: "GET");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation));

        Assert.AreSame(RegistryErrors.TagContended, failure.Code);
        Assert.Contains("linux/amd64", failure.Message);
    }

    /// <summary>As registries with a rule that tags stay what they are answer, whatever the condition.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_tag_that_the_registry_will_not_move_is_said_in_its_words(bool exists)
    {
        await StartAsync();
        if (exists)
        {
            _server.Content.PutManifest(Repository, "1", ImageIndex.Empty.With(Entry("windows/amd64")).ToBytes(), MediaTypes.ImageIndex);
        }

        _server.Faults.Add(Fault.Error(412, "PRECONDITION", "configured as immutable"), RequestKind.Manifest, method: "PUT");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Tags.PutAsync("1", Entry("linux/amd64"), NoAnnotations, Cancellation));

        Assert.AreNotSame(RegistryErrors.TagContended, failure.Code);
        Assert.Contains("configured as immutable", failure.Message);
        Assert.IsLessThan(5, _server.Requests.All.Count(request => request.Method == "PUT"));
    }

    [TestMethod]
    public async Task Two_that_annotate_differently_come_to_rest()
    {
        await StartAsync();
        var (ours, theirs) = (Tags, Tags);
        await ours.PutAsync("1", Entry("linux/amd64"), new Dictionary<string, string> { ["created"] = "first", ["ours"] = "o" }, Cancellation);
        await theirs.PutAsync("1", Entry("windows/amd64"), new Dictionary<string, string> { ["created"] = "second", ["theirs"] = "t" }, Cancellation);

        await ours.SettleAsync(Cancellation);
        await theirs.SettleAsync(Cancellation);

        Assert.AreSequenceEqual(
            new[] { "created=second", "ours=o", "theirs=t" }, Read("1").Annotations!.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
        Assert.AreEqual("linux/amd64 windows/amd64", Platforms(Read("1")));
        Assert.HasCount(2, _time.Pauses, "nobody undoes what the other said later");
    }

    /// <summary>The other had read before, and wrote without a condition.</summary>
    [TestMethod]
    public async Task An_annotation_that_somebody_wrote_over_with_what_was_there_is_put_back()
    {
        await StartAsync();
        var before = ImageIndex.Empty.With(Entry("windows/amd64")).With(new Dictionary<string, string> { ["created"] = "old" });
        _server.Content.PutManifest(Repository, "1", before.ToBytes(), MediaTypes.ImageIndex);
        var tags = Tags;
        await tags.PutAsync("1", Entry("linux/amd64"), new Dictionary<string, string> { ["created"] = "new" }, Cancellation);
        _server.Content.PutManifest(Repository, "1", before.With(Entry("linux/amd64")).ToBytes(), MediaTypes.ImageIndex);

        await tags.SettleAsync(Cancellation);

        Assert.AreEqual("new", Read("1").Annotations!["created"]);
    }

    private static Descriptor Entry(string platform, string content = "") => new(
        MediaTypes.ImageManifest, Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(platform + content)), 1, Platform.Parse(platform).ToDescriptor());

    private static string Platforms(ImageIndex index) =>
        string.Join(' ', index.Manifests.Select(entry => Platform.From(entry.Platform)?.ToString() ?? "-"));

    private async Task StartAsync(bool conditions = false)
    {
        _server = await TestRegistry.StartAsync(new TestRegistryOptions(Conditions: conditions));
        _connections = new RegistryConnections(time: _time);
        foreach (var platform in new[] { "linux/amd64", "windows/amd64", "darwin/amd64" })
        {
            // The server refuses an index whose manifests it does not have.
            _server.Content.PutManifest(Repository, Entry(platform).Digest.ToString(), "{}"u8.ToArray(), MediaTypes.ImageManifest);
        }

        foreach (var digest in new[] { Entry("linux/amd64", "newer").Digest, Digest.Sha256([9]) })
        {
            _server.Content.PutManifest(Repository, digest.ToString(), "{}"u8.ToArray(), MediaTypes.ImageManifest);
        }
    }

    private ImageIndex Read(string tag) => ImageIndex.Parse(_server.Content.ManifestContent(Repository, tag)!.Value.Span, tag);
}
