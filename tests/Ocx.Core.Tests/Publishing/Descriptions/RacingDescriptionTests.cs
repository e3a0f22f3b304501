using Ocx.Core.Oci;
using Ocx.Core.Publishing.Descriptions;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Descriptions;

/// <summary>Who describes a repository at a registry that looks at no conditions, and another one at the same time.</summary>
[TestClass]
public sealed class RacingDescriptionTests(TestContext context) : IAsyncDisposable
{
    private const string Repository = "acme/tool";

    private readonly TestTime _time = new();
    private TestRegistry _server = null!;
    private RegistryConnections _connections = null!;

    private IRegistry Registry => _connections.Open(new(_server.Host, Insecure: true));

    private Identifier Package => new(_server.Host, Repository);

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await TestRegistry.StartAsync();
        _connections = new RegistryConnections(time: _time);
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task What_is_written_over_is_said_again()
    {
        await DescribeAsync(new("Tool", "Old."));
        var other = await WithAsync(new(Keywords: "theirs"));

        await DescribeAsync(new(Summary: "New."), overwrite: other);

        Assert.AreEqual(("Tool", "New.", "theirs"), await ReadAsync());
    }

    [TestMethod]
    public async Task What_is_newer_stays()
    {
        await DescribeAsync(new("Tool", "Old."));
        var other = await WithAsync(new(Summary: "Newer."));

        await DescribeAsync(new(Summary: "New.", Keywords: "ours"), overwrite: other);

        Assert.AreEqual(("Tool", "Newer.", "ours"), await ReadAsync());
    }

    [TestMethod]
    public async Task A_description_that_is_taken_over_is_put_back_too()
    {
        await DescribeAsync(new("Tool"));
        var before = Content();
        await new DescriptionPublisher(Alone(), _time).DescribeAsync(new(Package with { Repository = "acme/other" }, new("Other")), context.CancellationToken);

        await new DescriptionPublisher(Overwriting(before), _time).CopyAsync(Package with { Repository = "acme/other" }, Package, context.CancellationToken);

        Assert.AreEqual("Other", (await ReadAsync()).Title);
    }

    /// <param name="overwrite">What another one writes right after the first write.</param>
    private Task DescribeAsync(DescriptionTexts texts, byte[]? overwrite = null) =>
        new DescriptionPublisher(overwrite is null ? Alone() : Overwriting(overwrite), _time).DescribeAsync(new(Package, texts), context.CancellationToken);

    private InterferingRegistry Alone() => new(Registry, () => Task.CompletedTask);

    private InterferingRegistry Overwriting(byte[] content)
    {
        var written = false;
        return new(Registry, () => Task.CompletedTask, afterwards: () =>
        {
            if (!written)
            {
                written = true;
                _server.Content.PutManifest(Repository, Description.Tag, content, MediaTypes.ImageManifest);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>The description as another one would leave it who has read it as it is now.</summary>
    private async Task<byte[]> WithAsync(DescriptionTexts texts) => Description.Parse(await DocumentAsync(), "now").With(texts, null, null).ToBytes();

    private byte[] Content() => _server.Content.ManifestContent(Repository, Description.Tag)!.Value.ToArray();

    private async Task<RegistryDocument> DocumentAsync() => (await Registry.GetManifestAsync(Repository, Description.Tag, context.CancellationToken))!;

    private async Task<(string? Title, string? Summary, string? Keywords)> ReadAsync()
    {
        var description = Description.Parse(await DocumentAsync(), "now");
        return (description.Title, description.Summary, description.Keywords);
    }
}
