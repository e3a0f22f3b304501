using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Descriptions;
using Ocx.Core.Registry;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Descriptions;

[TestClass]
public sealed class DescriptionTests : IDisposable
{
    private const string Svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8, 1, 2, 3];

    private readonly EngineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    public async Task The_artifact_is_byte_for_byte_what_the_format_says()
    {
        await DescribeAsync(new("Tool", "Does it.", " a, b ,,a"), readme: "# Tool\n", logo: ("logo.SVG", Encoding.UTF8.GetBytes(Svg)));

        var document = await ReadAsync("tools.local/acme/tool");

        Assert.AreEqual(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\","
            + "\"digest\":\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2},\"layers\":["
            + $"{{\"mediaType\":\"application/markdown\",\"digest\":\"{Digest.Sha256("# Tool\n"u8)}\",\"size\":7,\"annotations\":{{\"org.opencontainers.image.title\":\"README.md\"}}}},"
            + $"{{\"mediaType\":\"image/svg+xml\",\"digest\":\"{Digest.Sha256(Encoding.UTF8.GetBytes(Svg))}\",\"size\":{Svg.Length},\"annotations\":{{\"org.opencontainers.image.title\":\"logo.svg\"}}}}],"
            + "\"artifactType\":\"application/vnd.sh.ocx.description.v1\",\"annotations\":{\"org.opencontainers.image.description\":\"Does it.\","
            + "\"org.opencontainers.image.title\":\"Tool\",\"sh.ocx.keywords\":\"a,b\"}}",
            Encoding.UTF8.GetString(document.Content.Span));
    }

    [TestMethod]
    public async Task What_is_not_given_stays()
    {
        await DescribeAsync(new("Tool", "Does it.", "a"), readme: "# Tool\n", logo: ("logo.png", Png));
        await DescribeAsync(new(Summary: "Does more.", Keywords: ""));

        var after = await InfoAsync();

        Assert.AreEqual("Tool", after.Title);
        Assert.AreEqual("Does more.", after.Summary);
        Assert.IsNull(after.Keywords);
        Assert.AreEqual(Digest.Sha256("# Tool\n"u8), after.Readme!.Digest);
        Assert.AreEqual(MediaTypes.Png, after.Logo!.MediaType);

        await DescribeAsync(new(), logo: ("other.svg", Encoding.UTF8.GetBytes(Svg)));

        Assert.AreEqual(MediaTypes.Svg, (await InfoAsync()).Logo!.MediaType);
        Assert.AreEqual(Digest.Sha256("# Tool\n"u8), (await InfoAsync()).Readme!.Digest);
    }

    [TestMethod]
    public async Task Front_matter_gives_what_is_not_given()
    {
        await DescribeAsync(new("Old", "Old", "old"));
        await DescribeAsync(new(Summary: "Typed"), readme: "---\ntitle: Head\ndescription: Head\n---\n# Tool\n");

        var after = await InfoAsync();

        Assert.AreEqual("Head", after.Title);
        Assert.AreEqual("Typed", after.Summary);
        Assert.AreEqual("old", after.Keywords);
    }

    [TestMethod]
    public async Task Without_a_README_one_is_made_because_readers_want_one()
    {
        await DescribeAsync(new("Tool", "Does it."));

        using var engine = _fixture.Open();
        await engine.SaveDescriptionFileAsync(engine.ParseIdentifier("tools.local/acme/tool"), (await InfoAsync()).Readme!, "saved.md", CancellationToken.None);

        Assert.AreEqual("# Tool\n\nDoes it.\n", File.ReadAllText(_fixture.Files["saved.md"]));
    }

    [TestMethod]
    public async Task What_others_have_put_in_stays_in()
    {
        var extra = new Descriptor("text/plain", Digest.Sha256("x"u8), 1);
        var foreign = new ImageManifest(
            2, MediaTypes.ImageManifest, new(MediaTypes.Empty, Digest.Sha256("{}"u8), 2), [extra], ArtifactType: MediaTypes.Description,
            Annotations: new Dictionary<string, string> { ["org.example.rank"] = "1" });
        await Registry().PutManifestAsync("acme/tool", Description.Tag, MediaTypes.ImageManifest, foreign.ToBytes(), CancellationToken.None);

        await DescribeAsync(new("Tool"));

        var after = ImageManifest.Parse((await ReadAsync("tools.local/acme/tool")).Content.Span, "after");
        Assert.AreEqual("1", after.Annotations!["org.example.rank"]);
        Assert.AreSequenceEqual(new[] { MediaTypes.Markdown, "text/plain" }, after.Layers.Select(layer => layer.MediaType));
    }

    [TestMethod]
    public async Task Who_was_faster_loses_nothing()
    {
        await DescribeAsync(new("Tool"));
        var interfered = 0;
        var registry = new InterferingRegistry(Registry(), async () =>
        {
            if (interfered++ == 0)
            {
                await DescribeAsync(new(Summary: "Said meanwhile."));
            }
        });

        await new DescriptionPublisher(registry, new TestTime()).DescribeAsync(
            new(Identifier.Parse("tools.local/acme/tool", null), new(Keywords: "a,b")), CancellationToken.None);

        var after = await InfoAsync();
        Assert.AreEqual(2, interfered);
        Assert.AreEqual(("Tool", "Said meanwhile.", "a,b"), (after.Title, after.Summary, after.Keywords));
    }

    [TestMethod]
    public async Task A_README_that_was_made_follows_the_texts_and_one_that_was_given_stays()
    {
        await DescribeAsync(new("Old"));
        await DescribeAsync(new("New", "Said later."));
        var made = await InfoAsync();
        await DescribeAsync(new(), "# Old\n");
        var given = await InfoAsync();
        await DescribeAsync(new("Newest"));

        Assert.AreEqual(Digest.Sha256("# New\n\nSaid later.\n"u8), made.Readme!.Digest);
        Assert.AreEqual(Digest.Sha256("# Old\n"u8), given.Readme!.Digest);
        Assert.AreEqual(given.Readme.Digest, (await InfoAsync()).Readme!.Digest);
    }

    [TestMethod]
    public async Task Who_never_comes_first_gives_up()
    {
        var others = 0;
        var registry = new InterferingRegistry(Registry(), () => DescribeAsync(new(Title: $"{others++}")));

        var failure = await FailureOf(() => new DescriptionPublisher(registry, new TestTime()).DescribeAsync(
            new(Identifier.Parse("tools.local/acme/tool", null), new(Keywords: "a")), CancellationToken.None));

        Assert.AreEqual("OCX2025", failure.Code.Id);
    }

    [TestMethod]
    public async Task What_says_the_same_again_writes_nothing()
    {
        await using var server = await TestRegistry.StartAsync();
        _fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        await DescribeAsync(new("Tool"), readme: "x", package: $"{server.Host}/acme/tool");
        server.ResetRequests();

        await DescribeAsync(new("Tool"), readme: "x", package: $"{server.Host}/acme/tool:1.2");

        Assert.AreEqual(0, server.Requests.All.Count(request => request.Method is not ("GET" or "HEAD")));
    }

    [TestMethod]
    [DataRow("logo.gif", "GIF89a", "named neither .png nor .svg")]
    [DataRow("logo.png", Svg, "is not a PNG picture")]
    [DataRow("logo.svg", "<html/>", "is not an SVG picture")]
    public async Task A_logo_is_what_its_name_says(string name, string content, string told)
    {
        var failure = await FailureOf(() => DescribeAsync(new(), logo: (name, Encoding.UTF8.GetBytes(content))));

        Assert.AreEqual("OCX2027", failure.Code.Id);
        Assert.Contains(told, failure.Message);
    }

    [TestMethod]
    public async Task Files_are_bounded_and_the_bound_is_told()
    {
        var readme = await FailureOf(() => DescribeAsync(new(), readme: new string('x', (1024 * 1024) + 1)));
        var logo = await FailureOf(() => DescribeAsync(new(), logo: ("logo.png", [.. Png, .. new byte[1024 * 1024]])));

        Assert.AreEqual("OCX2027", readme.Code.Id);
        Assert.Contains("larger than 1048576 bytes (1 MiB)", readme.Message);
        Assert.Contains("larger than 1048576 bytes (1 MiB)", logo.Message);
        await DescribeAsync(new(), readme: new string('x', 1024 * 1024));
    }

    [TestMethod]
    public async Task A_README_is_UTF8_and_there()
    {
        File.WriteAllBytes(_fixture.Files["latin"], [0xE9]);
        using var engine = _fixture.Open();
        var package = engine.ParseIdentifier("tools.local/acme/tool");

        Assert.AreEqual("OCX2027", (await FailureOf(() => engine.DescribeAsync(new(package, new(), _fixture.Files["latin"]), default))).Code.Id);
        Assert.AreEqual(ExitCode.NotFound, (await FailureOf(() => engine.DescribeAsync(new(package, new(), _fixture.Files["none"]), default))).Exit);
    }

    [TestMethod]
    public async Task Nothing_to_say_is_an_error() => Assert.AreEqual(ExitCode.Failure, (await FailureOf(() => DescribeAsync(new()))).Exit);

    [TestMethod]
    public async Task Something_else_under_the_tag_is_left_alone()
    {
        await Registry().PutManifestAsync("acme/tool", Description.Tag, MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), CancellationToken.None);

        Assert.AreEqual("OCX2026", (await FailureOf(() => DescribeAsync(new("Tool")))).Code.Id);
        Assert.AreEqual("OCX2026", (await FailureOf(() => InfoAsync())).Code.Id);
    }

    [TestMethod]
    public async Task Another_repository_s_description_is_taken_over_whole()
    {
        await using var server = await TestRegistry.StartAsync();
        _fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        await DescribeAsync(new("Tool"), readme: "# Tool\n", logo: ("logo.png", Png));
        using var engine = _fixture.Open();

        await engine.DescribeFromAsync(engine.ParseIdentifier($"{server.Host}/far/tool"), engine.ParseIdentifier("tools.local/acme/tool:9"), CancellationToken.None);

        Assert.AreEqual((await ReadAsync("tools.local/acme/tool")).Digest, (await ReadAsync($"{server.Host}/far/tool")).Digest);
        Assert.AreSequenceEqual(Png, server.Content.Blob("far/tool", Digest.Sha256(Png).ToString())!.Value.ToArray());
        var missing = await FailureOf(() => engine.DescribeFromAsync(
            engine.ParseIdentifier("tools.local/acme/tool"), engine.ParseIdentifier("tools.local/acme/nothing"), CancellationToken.None));
        Assert.AreEqual(ExitCode.NotFound, missing.Exit);
    }

    [TestMethod]
    public async Task A_file_that_is_too_large_is_not_fetched()
    {
        var huge = new Descriptor(MediaTypes.Markdown, Digest.Sha256("x"u8), 1L << 40);
        using var engine = _fixture.Open();

        var failure = await FailureOf(() => engine.SaveDescriptionFileAsync(engine.ParseIdentifier("tools.local/a"), huge, "file", default));

        Assert.AreEqual("OCX2026", failure.Code.Id);
    }

    private static Task<OcxException> FailureOf(Func<Task> work) => Assert.ThrowsExactlyAsync<OcxException>(work);

    private DirectoryRegistry Registry() => new("tools.local", _fixture.Files["registry"]);

    private async Task DescribeAsync(
        DescriptionTexts texts, string? readme = null, (string Name, byte[] Content)? logo = null, string package = "tools.local/acme/tool")
    {
        using var engine = _fixture.Open();
        var readmeFile = readme is null ? null : _fixture.Files.Write("README.md", readme);
        if (logo is var (name, content))
        {
            File.WriteAllBytes(_fixture.Files[name], content);
        }

        await engine.DescribeAsync(
            new(engine.ParseIdentifier(package), texts, readmeFile, logo is var (file, _) ? _fixture.Files[file] : null), CancellationToken.None);
    }

    private async Task<Description> InfoAsync()
    {
        using var engine = _fixture.Open();
        return (await engine.ReadDescriptionsAsync([engine.ParseIdentifier("tools.local/acme/tool:1.2.3")], CancellationToken.None))[0]!;
    }

    private async Task<RegistryDocument> ReadAsync(string package)
    {
        var identifier = Identifier.Parse(package, null);
        using var connections = new RegistryConnections();
        var registry = identifier.Registry == "tools.local" ? Registry() : connections.Open(new(identifier.Registry, Insecure: true));
        return (await registry.GetManifestAsync(identifier.Repository, Description.Tag, CancellationToken.None))!;
    }
}
