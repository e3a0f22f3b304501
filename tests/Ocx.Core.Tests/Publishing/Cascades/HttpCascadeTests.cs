using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Cascades;

[TestClass]
public sealed class HttpCascadeTests : CascadeContract, IAsyncDisposable
{
    private readonly RegistryConnections _connections = new();
    private TestRegistry _server = null!;

    public required TestContext TestContext { get; init; }

    [TestInitialize]
    public Task StartAsync() => StartAsync(new());

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_clean_package_is_read_once_and_nothing_is_sent()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.RepairAsync();
        _server.ResetRequests();

        Assert.IsTrue((await Tags.RepairAsync()).IsClean);

        Assert.AreEqual(4, _server.Requests.Count(RequestKind.Manifest));
        Assert.AreEqual(_server.Requests.All.Count, _server.Requests.Count(method: "GET"));
    }

    [TestMethod]
    public async Task A_tag_that_has_moved_since_it_was_read_is_left()
    {
        await PutStaleAsync();
        _server.Faults.Add(Before(() => MoveAsync("1.0", "theirs")), path: RollingTags.DigestOf("a").ToString(), times: 1);

        var repair = await Tags.RepairAsync();

        Assert.AreEqual(RepairResult.Raced, repair.Outcomes[0].Result);
        Assert.AreSequenceEqual([RepairResult.Written, RepairResult.Written], repair.Outcomes.Skip(1).Select(outcome => outcome.Result));
        Assert.AreEqual("linux/amd64=theirs", await Tags.ReadAsync("1.0", "theirs"));
        Assert.IsFalse(repair.IsClean);
    }

    [TestMethod]
    public async Task A_registry_that_looks_at_conditions_lets_nobody_in_between()
    {
        await _server.DisposeAsync();
        await StartAsync(new(Conditions: true));
        await PutStaleAsync();

        // After the version and the tag have been read, the tag is read again just before it is written.
        _server.Faults.Add(Before(() => MoveAsync("1.0", "theirs")), path: "manifests/1.0", method: "GET", skip: 2, times: 1);

        var outcome = (await Tags.RepairAsync()).Outcomes[0];

        Assert.AreEqual(RepairResult.Raced, outcome.Result);
        Assert.AreEqual("linux/amd64=theirs", await Tags.ReadAsync("1.0", "theirs"));
    }

    [TestMethod]
    public async Task A_registry_that_does_not_understand_conditions_is_written_to_without()
    {
        await PutStaleAsync();
        _server.Faults.Add(Fault.Status(412), RequestKind.Manifest, "manifests/1.0", "PUT", times: 1);

        Assert.IsTrue((await Tags.RepairAsync()).IsClean);
    }

    [TestMethod]
    public async Task A_tag_that_the_registry_will_not_move_is_not_called_written()
    {
        await PutStaleAsync();
        _server.Faults.Add(Fault.Error(412, "PRECONDITION", "configured as immutable"), RequestKind.Manifest, "manifests/1.0", "PUT");

        var outcome = (await Tags.RepairAsync()).Outcomes[0];

        Assert.AreEqual(RepairResult.Failed, outcome.Result);
        Assert.Contains("configured as immutable", outcome.Failure!.Message);
    }

    [TestMethod]
    public async Task What_does_not_stay_is_not_verified()
    {
        await PutStaleAsync();
        _server.Faults.Add(Fault.Status(201), RequestKind.Manifest, "manifests/1.0", "PUT", times: 1);

        var repair = await Tags.RepairAsync();

        Assert.IsTrue(repair.Outcomes[0] is { Result: RepairResult.Written, Verified: false });
        Assert.IsFalse(repair.IsClean);
    }

    [TestMethod]
    public async Task A_tag_that_cannot_be_written_holds_up_no_other()
    {
        await PutStaleAsync();
        _server.Faults.Add(Fault.Error(403, "DENIED", "no"), RequestKind.Manifest, "manifests/1.0", "PUT");

        var outcomes = (await Tags.RepairAsync()).Outcomes;

        Assert.AreSequenceEqual([RepairResult.Failed, RepairResult.Written, RepairResult.Written], outcomes.Select(outcome => outcome.Result));
        Assert.AreSame(RegistryErrors.AccessDenied, outcomes[0].Failure!.Code);
    }

    [TestMethod]
    public async Task A_digest_that_the_registry_does_not_take_is_refused()
    {
        var child = new Descriptor(MediaTypes.ImageManifest, Digest.Parse("sha512:" + new string('a', 128)), 1, Platform.Parse("linux/amd64").ToDescriptor());
        _server.Content.PutManifest(RollingTags.Repository, "1.0.0", ImageIndex.Empty.With(child).ToBytes(), MediaTypes.ImageIndex);
        _server.Faults.Add(Fault.Error(400, "DIGEST_INVALID", "sha256 only"), path: "sha512:");

        var outcome = (await Tags.RepairAsync()).Outcomes[0];

        Assert.AreEqual((RepairResult.Refused, RefusalReason.ChildDigestUnaddressable), (outcome.Result, outcome.Reason));
    }

    [TestMethod]
    public async Task A_list_of_manifests_stays_one()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.PutAsync("1.0", "linux/amd64=old", ImageIndex.Empty with { MediaType = MediaTypes.DockerManifestList }, MediaTypes.DockerManifestList);

        Assert.IsTrue((await Tags.RepairAsync()).IsClean);

        var document = await Tags.Registry.GetManifestAsync(RollingTags.Repository, "1.0", TestContext.CancellationToken);
        Assert.AreEqual(MediaTypes.DockerManifestList, document!.MediaType);
    }

    [TestMethod]
    public async Task A_version_that_cannot_be_read_is_an_error_and_no_finding()
    {
        await PutStaleAsync();
        await Tags.PutAsync("1.0.1", "linux/amd64=b");
        _server.Faults.Add(Fault.Error(404, "MANIFEST_UNKNOWN", "gone"), path: "manifests/1.0.1");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Tags.RepairAsync());

        Assert.AreSame(RegistryErrors.NotFound, failure.Code);
        Assert.Contains("1.0.1", failure.Message);
        Assert.AreEqual("linux/amd64=old", await Tags.ReadAsync("1.0", "old"));
    }

    private async Task StartAsync(TestRegistryOptions options)
    {
        _server = await TestRegistry.StartAsync(options);
        Tags = new(_connections.Open(new(_server.Host, Insecure: true)), _server.Host, (reference, mediaType, content) =>
        {
            _server.Content.PutManifest(RollingTags.Repository, reference, content, mediaType);
            return Task.CompletedTask;
        });
    }

    private async Task PutStaleAsync()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.PutAsync("1.0", "linux/amd64=old");
    }

    private Task<Digest> MoveAsync(string tag, string name) => Tags.PutAsync(tag, $"linux/amd64={name}");

    /// <summary>Does something after a request has been answered in the registry, and before the answer is on its way.</summary>
    private static Fault Before(Func<Task> work)
    {
        var done = new Lazy<Task>(work);
        return Fault.Trickle(_ => done.Value);
    }
}
