using Ocx.Core.Diagnostics;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class NameListTests(TestContext context) : IAsyncDisposable
{
    private readonly RegistryConnections _connections = new();
    private TestRegistry _server = null!;

    [TestInitialize]
    public async Task StartAsync() => _server = await TestRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    [DataRow("</v2/a/tags/list?page=2>; rel=\"next\"")]
    [DataRow("<?page=2>;rel=next")]
    [DataRow("</v2/a/tags/list?page=2>")]
    public async Task The_list_goes_on_where_the_registry_says(string link)
    {
        Serve("""{"tags":["2","3"]}""", path: "page=2");
        Serve("""{"tags":["1"]}""", link);

        Assert.AreSequenceEqual(new[] { "1", "2", "3" }, (await ListAsync()).ToArray());
    }

    [TestMethod]
    [DataRow("<http://elsewhere.example/v2/a/tags/list>; rel=\"next\"")]
    [DataRow("<//elsewhere.example/v2/a/tags/list>; rel=\"next\"")]
    [DataRow("<file:///etc/passwd>; rel=\"next\"")]
    public async Task The_list_does_not_go_on_elsewhere(string link)
    {
        Serve("""{"tags":["1"]}""", link);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(ListAsync);

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.AreEqual(1, _server.Requests.Count());
    }

    [TestMethod]
    public async Task A_page_that_was_named_and_is_missing_is_no_end()
    {
        _server.Faults.Add(Fault.Status(404), RequestKind.Tags, "page=2");
        Serve("""{"tags":["1"]}""", "</v2/a/tags/list?page=2>; rel=\"next\"");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(ListAsync);

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
    }

    [TestMethod]
    public async Task A_list_in_a_circle_ends()
    {
        Serve("""{"tags":["1"]}""", "</v2/a/tags/list>; rel=\"next\"");

        Assert.HasCount(1, await ListAsync());
        Assert.AreEqual(2, _server.Requests.Count());
    }

    [TestMethod]
    [DataRow("""{"tags":["\ud800"]}""", DisplayName = "no Unicode")]
    [DataRow("""{"tags":"1"}""", DisplayName = "no list")]
    [DataRow("\ufeff{}", DisplayName = "byte order mark")]
    public async Task What_is_no_list_is_said_to_be_none(string json)
    {
        Serve(json);

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, (await Assert.ThrowsExactlyAsync<OcxException>(ListAsync)).Code);
    }

    [TestMethod]
    public async Task No_list_of_tags_is_none_and_no_list_of_repositories_is_a_refusal()
    {
        _server.Faults.Add(Fault.Status(404));
        var registry = _connections.Open(new(_server.Host, Insecure: true));

        Assert.IsEmpty(await registry.ListTagsAsync("a", context.CancellationToken));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.ListRepositoriesAsync(context.CancellationToken));
        Assert.AreEqual(("OCX2024", ExitCode.Unavailable), (failure.Code.Id, failure.Exit));
        Assert.Contains(_server.Host, failure.Message);
    }

    [TestMethod]
    public async Task An_error_that_is_no_Unicode_leaves_its_status()
    {
        _server.Faults.Add(Fault.Status(400, """{"errors":[{"code":"\ud800","message":"\udc00"}]}""", "application/json"));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, (await Assert.ThrowsExactlyAsync<OcxException>(ListAsync)).Code);
    }

    [TestMethod]
    public async Task A_catalogue_has_only_names_that_an_identifier_can_have()
    {
        var names = new[] { "org/protoc", new string('a', 256), "Upper", "a//b", "../etc", "a\u001b", "" };
        _server.Faults.Add(Fault.Status(200, System.Text.Json.JsonSerializer.Serialize(new { repositories = names }), "application/json"), RequestKind.Catalog);

        var listed = await _connections.Open(new(_server.Host, Insecure: true)).ListRepositoriesAsync(context.CancellationToken);

        Assert.AreSequenceEqual(new[] { "org/protoc" }, listed.ToArray());
    }

    [TestMethod]
    public async Task A_page_that_ends_in_no_name_is_followed_by_what_comes_after_its_names()
    {
        var names = Enumerable.Range(0, 99).Select(number => $"{number:D2}").Append(new string('a', 100_000)).ToArray();
        Serve("""{"tags":["99"]}""", path: "last=98");
        Serve(System.Text.Json.JsonSerializer.Serialize(new { tags = names }));

        Assert.HasCount(100, await ListAsync());
    }

    [TestMethod]
    public async Task A_list_of_very_many_small_pages_is_given_up()
    {
        using var pages = new Pages();
        using var client = new HttpClient(pages);
        var registry = new HttpRegistry("registry.test", new("http://registry.test"), client);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.ListRepositoriesAsync(context.CancellationToken));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.AreEqual(2000, pages.Count);
    }

    /// <summary>Ever one more name.</summary>
    private sealed class Pages : HttpMessageHandler
    {
        private const int Enough = 5000;

        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var page = new HttpResponseMessage { RequestMessage = request, Content = new StringContent($$"""{"repositories":["a{{++Count}}"]}""") };
            if (Count < Enough)
            {
                page.Headers.Add("Link", $"</v2/_catalog?page={Count}>; rel=\"next\"");
            }

            return Task.FromResult(page);
        }
    }

    private void Serve(string json, string? link = null, string? path = null) =>
        _server.Faults.Add(Fault.Status(200, json, "application/json", link is null ? [] : [("Link", link)]), RequestKind.Tags, path);

    private Task<IReadOnlyList<string>> ListAsync() => _connections.Open(new(_server.Host, Insecure: true)).ListTagsAsync("a", context.CancellationToken);
}
