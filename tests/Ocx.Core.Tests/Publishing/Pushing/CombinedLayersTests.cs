using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Pushing;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Pushing;

/// <summary>Layers are judged as installers have them: stripped, below their prefix, and together.</summary>
[TestClass]
public sealed class CombinedLayersTests : IAsyncDisposable
{
    private PushFixture _fixture = null!;

    [TestInitialize]
    public async Task StartAsync() => _fixture = await PushFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [TestMethod]
    public async Task A_link_leaves_the_package_where_its_layer_is_stripped()
    {
        var archive = Archive("top/bin/link -> ../../data", "top/bin/tool");

        await _fixture.PushAsync("1", "any", archive);
        var failure = await RefusedAsync(StoreErrors.ArchiveEscapes, archive + ":strip=1");

        Assert.AreEqual($"The link 'bin/link', which comes from {archive}, leads out of the package: its target is '../../data'.", failure.Message);
        await _fixture.PushAsync("1", "any", archive + ":strip=1,prefix=opt");
    }

    [TestMethod]
    public async Task The_metadata_may_say_what_is_stripped()
    {
        var metadata = _fixture.Files.Write("strip.json", """{"type":"bundle","version":1,"strip_components":1}""");
        var (stays, leaves) = (Archive("top/bin/link -> ../data"), Archive("top/link -> ../data"));

        await _fixture.PushAsync(_fixture.Request("1", "any", stays) with { MetadataFile = metadata });
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => _fixture.PushAsync(_fixture.Request("2", "any", leaves) with { MetadataFile = metadata }));

        Assert.AreSame(StoreErrors.ArchiveEscapes, failure.Code);
    }

    [TestMethod]
    public async Task Another_layer_gives_a_link_its_meaning()
    {
        var link = Archive("bin/link -> to/../../data");
        var (down, up) = (Archive("bin/to -> ../share/doc", "share/doc/text"), Archive("bin/to -> .."));

        await _fixture.PushAsync("1", "any", link, down);
        var failure = await RefusedAsync(StoreErrors.ArchiveEscapes, link, up);

        Assert.Contains($"'bin/link', which comes from {link}", failure.Message);
    }

    [TestMethod]
    public async Task Links_of_two_layers_go_round()
    {
        var failure = await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, Archive("one -> two"), Archive("two -> one"));

        Assert.Contains("cannot be followed in the package", failure.Message);
    }

    [TestMethod]
    public async Task What_nobody_knows_here_is_not_judged()
    {
        var (link, climbing) = (Archive("top/link -> to/../../data"), Archive("top/link -> ../data"));
        var elsewhere = Archive("to -> share/doc", "share/doc/text");
        await _fixture.PushAsync("1", "any", elsewhere);
        var digest = $"{Digest.Sha256(File.ReadAllBytes(elsewhere))}.tar.gz";

        await RefusedAsync(StoreErrors.ArchiveEscapes, link + ":strip=1");
        await _fixture.PushAsync("2", "any", link + ":strip=1", elsewhere);
        await _fixture.PushAsync("3", "any", link + ":strip=1", digest);
        await RefusedAsync(StoreErrors.ArchiveEscapes, climbing + ":strip=1", digest);
    }

    [TestMethod]
    public async Task Directories_of_two_layers_are_one_only_by_the_same_name()
    {
        var (lower, upper) = (Archive("lib/a"), Archive("LIB/b"));

        await _fixture.PushAsync("1", "linux/amd64", lower, upper);
        var failure = await RefusedAsync(StoreErrors.LayersOverlap, lower, upper);

        Assert.AreEqual($"Two layers hold 'LIB', which some systems take for 'lib': {lower} and {upper}.", failure.Message);
    }

    [TestMethod]
    public async Task A_layer_twice_at_one_place_is_a_mistake()
    {
        var archive = Archive("bin/tool");
        var copy = _fixture.Files["copy.tar.gz"];
        File.Copy(archive, copy);
        var digest = $"{Digest.Sha256(File.ReadAllBytes(archive))}.tar.gz";
        await _fixture.PushAsync("1", "any", archive);

        Assert.AreEqual($"The layer {archive} is given twice.", (await RefusedAsync(StoreErrors.LayersOverlap, archive, archive)).Message);
        Assert.AreEqual($"The layer {digest[..^7]} is given twice.", (await RefusedAsync(StoreErrors.LayersOverlap, digest, digest)).Message);
        Assert.AreEqual($"These are one and the same layer: {archive}, {copy}.", (await RefusedAsync(StoreErrors.LayersOverlap, archive, copy)).Message);
        await RefusedAsync(StoreErrors.LayersOverlap, archive + ":prefix=opt", digest + ":prefix=opt");
    }

    [TestMethod]
    public async Task A_layer_at_two_places_is_sent_once()
    {
        var archive = Archive("bin/tool");
        var digest = $"{Digest.Sha256(File.ReadAllBytes(archive))}.tar.gz";

        var pushed = await _fixture.PushAsync("1", "any", digest + ":prefix=a", archive + ":prefix=b", archive);

        Assert.AreEqual(new LayerCounts(0, 1, 2), pushed.Layers);
        Assert.AreSequenceEqual(
            new[] { "a", "b", null },
            _fixture.Manifest(pushed.ManifestDigest).Layers.Select(layer => layer.Annotations?.GetValueOrDefault("sh.ocx.layer.prefix")));
        Assert.ContainsSingle(request => request.Kind == RequestKind.Upload && request.BodyLength == new FileInfo(archive).Length, _fixture.Server.Requests.All);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_layer_has_a_largest_size()
    {
        var archive = _fixture.Files["huge.tar.gz"];
        await using (var file = File.Create(archive))
        {
            // Takes no room: nothing is written.
            file.SetLength((8L * 1024 * 1024 * 1024) + 1);
        }

        var failure = await RefusedAsync(StoreErrors.ArchiveBomb, archive);

        Assert.Contains("8 GiB", failure.Message);
        Assert.AreEqual(archive, failure.Location?.File);
    }

    private string Archive(params string[] paths) => _fixture.Archive($"{Guid.NewGuid():N}.tar.gz", paths);

    /// <summary>Before anything was sent.</summary>
    private async Task<OcxException> RefusedAsync(ErrorCode code, params string[] layers)
    {
        var before = _fixture.Server.Requests.All.Count;
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => _fixture.PushAsync("refused", "any", layers));
        Assert.AreSame(code, failure.Code, failure.ToString());
        Assert.IsFalse(string.IsNullOrEmpty(failure.NextStep));
        Assert.HasCount(before, _fixture.Server.Requests.All);
        return failure;
    }
}
