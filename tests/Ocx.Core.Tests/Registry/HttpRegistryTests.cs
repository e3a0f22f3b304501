using System.Net;
using System.Net.Sockets;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class HttpRegistryTests(TestContext context) : IAsyncDisposable
{
    private const string Repository = "org/protoc";

    private static readonly byte[] Manifest = ImageIndex.Empty.ToBytes();

    private readonly TestTime _time = new();
    private TestRegistry _server = null!;
    private RegistryConnections _connections = null!;
    private IRegistry _registry = null!;

    private CancellationToken Cancellation => context.CancellationToken;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await TestRegistry.StartAsync();
        _server.PutManifest(Repository, "31.1", Manifest, MediaTypes.ImageIndex);
        _connections = new RegistryConnections(time: _time);
        _registry = _connections.Open(new(_server.Host, Insecure: true));
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    [DataRow(401, "OCX2003", ExitCode.Authentication, 1)]
    [DataRow(403, "OCX2003", ExitCode.Authentication, 1)]
    [DataRow(400, "OCX2005", ExitCode.Unavailable, 1)]
    [DataRow(500, "OCX2005", ExitCode.Unavailable, 1)]
    [DataRow(204, "OCX2005", ExitCode.Unavailable, 1)]
    [DataRow(429, "OCX2004", ExitCode.Temporary, 3)]
    [DataRow(502, "OCX2004", ExitCode.Temporary, 3)]
    [DataRow(503, "OCX2004", ExitCode.Temporary, 3)]
    [DataRow(504, "OCX2004", ExitCode.Temporary, 3)]
    public async Task An_answer_ends_in_its_code(int status, string code, ExitCode exit, int attempts)
    {
        _server.Faults.Add(Fault.Status(status));
        var digest = Digest.Sha256([1]);

        foreach (var failure in (OcxException[])
        [
            await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation)),
            await FailureOf(_registry.OpenBlobAsync(Repository, new(MediaTypes.LayerTarGzip, digest, 1), Cancellation)),
            await FailureOf(_registry.ListTagsAsync(Repository, Cancellation)),
            await FailureOf(_registry.FindBlobSizeAsync(Repository, digest, Cancellation)),
        ])
        {
            Assert.AreEqual(code, failure.Code.Id);
            Assert.AreEqual(exit, failure.Exit);
            Assert.Contains($"{_server.Host}/{Repository}", failure.Message);
            Assert.IsNotNull(failure.NextStep);
        }

        Assert.AreEqual(attempts, _server.Requests.Count(RequestKind.Manifest));
        Assert.AreEqual(attempts, _server.Requests.Count(RequestKind.Tags));
        Assert.AreEqual(2 * attempts, _server.Requests.Count(RequestKind.Blob));
    }

    [TestMethod]
    [DataRow("DENIED", "OCX2003")]
    [DataRow("UNAUTHORIZED", "OCX2003")]
    [DataRow("TOOMANYREQUESTS", "OCX2004")]
    [DataRow("OTHER", "OCX2005")]
    public async Task The_servers_own_code_counts(string error, string code)
    {
        _server.Faults.Add(Fault.Error(400, error, "you\u001b[31m see\r\n" + new string('x', 1000)));

        var failure = await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreEqual(code, failure.Code.Id);
        Assert.Contains($"{error} you [31m see  xxx", failure.Message);
        Assert.IsLessThan(400, failure.Message.Length);
        Assert.DoesNotContain(char.IsControl, failure.Message);
    }

    [TestMethod]
    public async Task A_transient_failure_is_tried_again()
    {
        _server.Faults.Add(Fault.Status(503), times: 1);
        _server.Faults.Add(Fault.ResetAfter(0), times: 1);

        Assert.IsNotNull(await _registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.HasCount(2, _time.Pauses);
    }

    [TestMethod]
    public async Task The_pause_a_registry_asks_for_is_made()
    {
        _server.Faults.Add(Fault.TooManyRequests(retryAfterSeconds: 7), times: 1);

        Assert.IsNotNull(await _registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSequenceEqual(new[] { TimeSpan.FromSeconds(7) }, _time.Pauses.ToArray());
    }

    [TestMethod]
    public async Task A_very_long_pause_is_not_made()
    {
        _server.Faults.Add(Fault.TooManyRequests(retryAfterSeconds: 3600), times: 1);

        var failure = await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSame(RegistryErrors.Busy, failure.Code);
        Assert.AreEqual(1, _server.Requests.Count());
    }

    [TestMethod]
    [DataRow("Thu, 01 Jan 1970 00:00:09 GMT", 9)]
    [DataRow("9", 9)]
    public async Task The_pause_may_be_given_as_a_date(string after, int seconds)
    {
        Busy(after);

        Assert.IsNotNull(await _registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSequenceEqual(new[] { TimeSpan.FromSeconds(seconds) }, _time.Pauses.ToArray());
    }

    [TestMethod]
    [DataRow("-5")]
    [DataRow("0")]
    [DataRow("99999999999999999999")]
    [DataRow("1e3")]
    [DataRow("Mon, 01 Jan 1900 00:00:00 GMT")]
    [DataRow("soon")]
    public async Task A_pause_that_is_none_is_not_made(string after)
    {
        Busy(after);

        Assert.IsNotNull(await _registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.HasCount(1, _time.Pauses);
        Assert.IsTrue(_time.Pauses[0] > TimeSpan.Zero && _time.Pauses[0] < TimeSpan.FromSeconds(5), $"{_time.Pauses[0]}");
    }

    [TestMethod]
    [DataRow("31")]
    [DataRow("2147483647")]
    [DataRow("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task An_absurd_pause_is_not_made(string after)
    {
        Busy(after);

        Assert.AreSame(RegistryErrors.Busy, (await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation))).Code);
        Assert.IsEmpty(_time.Pauses);
    }

    [TestMethod]
    public async Task A_registry_that_is_not_there_is_unreachable()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var failure = await FailureOf(_connections.Open(new($"127.0.0.1:{port}", Insecure: true)).GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSame(RegistryErrors.Unreachable, failure.Code);
        Assert.HasCount(2, _time.Pauses);
    }

    [TestMethod]
    public async Task A_changed_manifest_is_refused()
    {
        _server.Faults.Add(Fault.FlipByte(20));

        var byTag = await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation));
        var byDigest = await FailureOf(_registry.GetManifestAsync(Repository, Digest.Sha256(Manifest).ToString(), Cancellation));

        Assert.AreSame(RegistryErrors.DigestMismatch, byTag.Code);
        Assert.AreSame(RegistryErrors.DigestMismatch, byDigest.Code);
    }

    [TestMethod]
    public async Task A_manifest_that_contradicts_its_header_is_refused()
    {
        _server.Faults.Add(Fault.Header("Docker-Content-Digest", Digest.Sha256([1]).ToString()));

        var failure = await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSame(RegistryErrors.DigestMismatch, failure.Code);
    }

    [TestMethod]
    public async Task A_manifest_without_measure_is_refused()
    {
        _server.Faults.Add(Fault.ExtraBytes(ImageManifest.MaximumSize));

        var failure = await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
    }

    [TestMethod]
    public async Task A_manifest_cut_short_is_truncated()
    {
        _server.Faults.Add(Fault.TruncateAfter(10));

        var failure = await FailureOf(_registry.GetManifestAsync(Repository, "31.1", Cancellation));

        Assert.AreSame(RegistryErrors.Truncated, failure.Code);
        Assert.HasCount(3, _server.Requests.All);
    }

    [TestMethod]
    public async Task A_manifest_cut_short_once_is_read_again()
    {
        _server.Faults.Add(Fault.TruncateAfter(10), times: 1);

        Assert.IsNotNull(await _registry.GetManifestAsync(Repository, "31.1", Cancellation));
    }

    [TestMethod]
    public async Task A_registry_that_never_answers_is_given_up_at_once()
    {
        _server.Faults.Add(Fault.StallAfter(0));

        var waiting = _registry.GetManifestAsync(Repository, "31.1", Cancellation);
        _time.Expire();

        Assert.AreSame(RegistryErrors.Unreachable, (await FailureOf(waiting)).Code);
        Assert.IsEmpty(_time.Pauses);
    }

    [TestMethod]
    public async Task All_kinds_of_manifests_are_accepted()
    {
        await _registry.GetManifestAsync(Repository, "31.1", Cancellation);

        var accept = _server.Requests.All.Single().Accept;
        foreach (var type in (string[])[MediaTypes.ImageIndex, MediaTypes.ImageManifest, MediaTypes.DockerManifestList, MediaTypes.DockerManifest])
        {
            Assert.Contains(type, accept!);
        }
    }

    [TestMethod]
    public async Task Tags_are_asked_for_in_pages()
    {
        for (var i = 0; i < 199; i++)
        {
            _server.PutManifest("paged", $"{i:D3}", Manifest, MediaTypes.ImageIndex);
        }

        Assert.HasCount(199, await _registry.ListTagsAsync("paged", Cancellation));

        Assert.AreSequenceEqual(
            new[] { "/v2/paged/tags/list?n=100", "/v2/paged/tags/list?n=100&last=099" },
            _server.Requests.All.Select(request => request.Path).ToArray());
    }

    [TestMethod]
    public async Task A_registry_without_paging_ends()
    {
        var tags = string.Join(',', Enumerable.Range(0, 150).Select(number => $"\"{number}\""));
        _server.Faults.Add(Fault.Status(200, $$"""{"name":"x","tags":[{{tags}},null,"not a tag\u001b"]}""", "application/json"));

        Assert.HasCount(150, await _registry.ListTagsAsync(Repository, Cancellation));
    }

    private void Busy(string retryAfter) => _server.Faults.Add(Fault.Error(503, "UNAVAILABLE", "busy", ("Retry-After", retryAfter)), times: 1);

    private static async Task<OcxException> FailureOf(Task task) => await Assert.ThrowsExactlyAsync<OcxException>(() => task);
}
