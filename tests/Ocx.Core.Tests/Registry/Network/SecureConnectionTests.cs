using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Network;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Network;

/// <summary>Certificates and TLS (catalogue of hostile registries: N20).</summary>
[TestClass]
public sealed class SecureConnectionTests(TestContext context) : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly TestCertificates _certificates = new();
    private readonly TestTime _time = new();

    public void Dispose()
    {
        _files.Dispose();
        _certificates.Dispose();
    }

    [TestMethod]
    [DataRow("SSL_CERT_FILE")]
    [DataRow("SSL_CERT_DIR")]
    public async Task A_private_authority_is_trusted_when_it_is_named(string variable)
    {
        _files.Write("certificates/README", "Not a certificate.");
        var file = _files.Write("certificates/own.pem", _certificates.Pem);
        using var certificate = _certificates.Issue();

        var server = await ReadAsync(certificate, (variable, variable == "SSL_CERT_FILE" ? file : _files["certificates"]));

        Assert.AreEqual("HTTP/2", server.Requests.All.Single().Protocol);
    }

    [TestMethod]
    public async Task A_private_authority_is_not_trusted_otherwise()
    {
        using var certificate = _certificates.Issue();

        var failure = await FailureOf(certificate);

        Assert.Contains("issuer that this machine does not know", failure.Message);
        Assert.Contains("SSL_CERT_FILE", failure.NextStep!);
    }

    [TestMethod]
    public async Task Another_authority_does_not_help()
    {
        using var other = new TestCertificates();
        using var certificate = _certificates.Issue();

        var failure = await FailureOf(certificate, ("SSL_CERT_FILE", _files.Write("other.pem", other.Pem)));

        Assert.Contains("issuer that this machine does not know", failure.Message);
    }

    [TestMethod]
    public async Task An_expired_certificate_is_refused()
    {
        using var certificate = _certificates.Issue(end: DateTimeOffset.UtcNow.AddDays(-1));

        var failure = await FailureOf(certificate, Trust());

        Assert.Contains("expired", failure.Message);
    }

    [TestMethod]
    public async Task The_certificate_of_another_host_is_refused()
    {
        using var certificate = _certificates.Issue("registry.example");

        var failure = await FailureOf(certificate, Trust());

        Assert.Contains("for another host", failure.Message);
    }

    [TestMethod]
    public async Task Old_versions_of_TLS_are_refused()
    {
        using var certificate = _certificates.Issue();
#pragma warning disable SYSLIB0039, CA5397 // Old is what is tested.
        await using var server = await StartAsync(certificate, SslProtocols.Tls11);
        if (!await OffersAsync(server, SslProtocols.Tls11))
#pragma warning restore SYSLIB0039, CA5397
        {
            Assert.Inconclusive("TLS 1.1 cannot be had on this system, from either side.");
        }

        var failure = await FailureOf(server, Trust());

        Assert.Contains("TLS 1.2", failure.NextStep!);
    }

    [TestMethod]
    public async Task Plain_HTTP_where_TLS_is_expected_is_not_taken()
    {
        await using var server = await TestRegistry.StartAsync();

        var failure = await FailureOf(server, Trust());

        Assert.Contains("OCX_INSECURE_REGISTRIES", failure.NextStep!);
    }

    [TestMethod]
    [DataRow("SSL_CERT_FILE", "missing.pem")]
    [DataRow("SSL_CERT_FILE", "none.pem")]
    [DataRow("SSL_CERT_FILE", "damaged.pem")]
    [DataRow("SSL_CERT_DIR", "missing")]
    public async Task Certificates_that_cannot_be_read_are_named(string variable, string name)
    {
        _files.Write("none.pem", "Not a certificate.");
        _files.Write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        using var certificate = _certificates.Issue();
        await using var server = await StartAsync(certificate);
        using var connections = Connect((variable, _files[name]));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(async () =>
            await connections.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));

        Assert.AreEqual(("OCX2018", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.Contains(variable, failure.Message);
        Assert.Contains(_files[name], failure.Message);
    }

    [TestMethod]
    [DataRow("SSL_CERT_FILE", "own.pem")]
    [DataRow("SSL_CERT_DIR", "certificates")]
    public async Task Certificates_are_looked_for_from_the_working_directory_of_the_work(string variable, string name)
    {
        _files.Write("own.pem", _certificates.Pem);
        _files.Write("certificates/own.pem", _certificates.Pem);
        using var certificate = _certificates.Issue();
        await using var server = await StartAsync(certificate);
        var settings = new NetworkSettings(new VariableReader(new Dictionary<string, string> { [variable] = name }));
        using var there = new RegistryConnections(settings with { WorkingDirectory = _files.Path }, _time);
        using var nowhere = new RegistryConnections(settings, _time);

        Assert.IsNotNull(await there.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => nowhere.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));
        Assert.AreSame(RegistryErrors.NetworkSettingInvalid, failure.Code);
        Assert.Contains("absolute", failure.Message);
    }

    [TestMethod]
    public async Task A_request_that_HTTP2_resets_is_sent_again()
    {
        using var certificate = _certificates.Issue();
        await using var server = await StartAsync(certificate);
        server.Faults.Add(Fault.ResetAfter(0), times: 2);
        using var connections = Connect(Trust());

        Assert.IsNotNull(await connections.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));

        Assert.IsTrue(server.Requests.All.All(request => request.Protocol == "HTTP/2"));
        Assert.HasCount(3, server.Requests.All);

        server.Faults.Add(Fault.ResetAfter(0));
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => connections.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));
        Assert.AreEqual(("OCX2001", ExitCode.Temporary), (failure.Code.Id, failure.Exit));
    }

    [TestMethod]
    public async Task Certificates_that_are_not_needed_are_not_read()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = Connect(("SSL_CERT_FILE", _files["missing.pem"]), ("SSL_CERT_DIR", _files["missing"]));

        Assert.IsNull(await connections.Open(new(server.Host, Insecure: true)).GetManifestAsync("a", "1", context.CancellationToken));
    }

    private static async Task<bool> OffersAsync(TestRegistry server, SslProtocols version)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                EnabledSslProtocols = version,
                RemoteCertificateValidationCallback = (_, _, _, errors) => errors != SslPolicyErrors.RemoteCertificateNotAvailable,
            },
        };
        using var client = new HttpClient(handler);
        try
        {
            using var response = await client.GetAsync(new Uri($"https://{server.Host}/v2/"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private (string, string) Trust() => ("SSL_CERT_FILE", _files.Write("own.pem", _certificates.Pem));

    private static async Task<TestRegistry> StartAsync(X509Certificate2 certificate, SslProtocols versions = SslProtocols.None)
    {
        var server = await TestRegistry.StartAsync(new(Certificate: certificate, TlsVersions: versions));
        server.PutManifest("a", "1", ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        return server;
    }

    private RegistryConnections Connect(params (string Name, string Value)[] variables) =>
        new(new NetworkSettings(new VariableReader(variables.ToDictionary(variable => variable.Name, variable => variable.Value))), _time);

    private async Task<TestRegistry> ReadAsync(X509Certificate2 certificate, params (string, string)[] variables)
    {
        await using var server = await StartAsync(certificate);
        using var connections = Connect(variables);
        Assert.IsNotNull(await connections.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));
        return server;
    }

    private async Task<OcxException> FailureOf(X509Certificate2 certificate, params (string, string)[] variables)
    {
        await using var server = await StartAsync(certificate);
        return await FailureOf(server, variables);
    }

    private async Task<OcxException> FailureOf(TestRegistry server, params (string, string)[] variables)
    {
        using var connections = Connect(variables);
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(async () =>
            await connections.Open(new(server.Host)).GetManifestAsync("a", "1", context.CancellationToken));
        Assert.AreEqual(("OCX2017", ExitCode.Unavailable), (failure.Code.Id, failure.Exit), failure.ToString());
        Assert.Contains(server.Host, failure.Message);
        Assert.IsEmpty(_time.Pauses, "it is not tried again");
        Assert.AreEqual(0, server.Requests.Count());
        return failure;
    }
}
