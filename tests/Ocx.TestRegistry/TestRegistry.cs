using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ocx.Testing;

/// <summary>
/// An OCI registry in the test's own process, on a free loopback port, over plain HTTP unless it gets a certificate. It keeps its content in memory, writes down every
/// request, and misbehaves as its <see cref="Faults"/> say. Other processes can use it for as long as it lives.
/// </summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ResponseWriter _answers;
    private readonly DistributionProtocol _protocol;
    private readonly TokenService? _tokens;
    private readonly string _scheme;
    private readonly CancellationTokenSource _ending = new();

    private TestRegistry(TestRegistryOptions options)
    {
        _answers = new ResponseWriter(options, options.SharedBytesPerSecond is { } rate ? new RateLimit(rate) : null);
        _protocol = new DistributionProtocol(Content, options);
        _scheme = options.Certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        _tokens = options.Authentication is { } authentication ? new TokenService(authentication) : null;

        // Empty: no settings files to watch, no log, no signal handlers.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Use(next => async connection =>
                {
                    using (Connections.Enter())
                    {
                        await next(connection);
                    }
                });
                if (options.Certificate is { } certificate)
                {
                    endpoint.UseHttps(certificate, https => https.SslProtocols = options.TlsVersions);
                }
            });
            kestrel.Limits.MaxRequestBodySize = RegistryContent.MaximumSize;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    /// <summary><c>127.0.0.1:PORT</c>, as in an identifier and in OCX_INSECURE_REGISTRIES.</summary>
    public string Host { get; private set; } = "";

    public Uri Address => new($"{_scheme}://{Host}/");

    public RegistryContent Content { get; } = new();

    public RequestLog Requests { get; } = new();

    /// <summary>The connections that clients have open.</summary>
    public Concurrency Connections { get; } = new();

    public FaultRules Faults { get; } = new();

    public static async Task<TestRegistry> StartAsync(TestRegistryOptions? options = null)
    {
        var registry = new TestRegistry(options ?? new());
        await registry._server.StartAsync();
        registry.Host = new Uri(registry._server.Urls.Single()).Authority;
        return registry;
    }

    public void ResetRequests() => Requests.Clear();

    /// <summary>Stores a blob and returns its digest.</summary>
    public string PutBlob(string repository, ReadOnlyMemory<byte> content) => Content.PutBlob(repository, content);

    /// <summary>Stores a manifest or index under a tag, or (null) under its digest only, and returns the digest.</summary>
    public string PutManifest(string repository, string? tag, ReadOnlyMemory<byte> content, string mediaType = RegistryContent.ImageManifest) =>
        Content.PutManifest(repository, tag, content, mediaType);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        // A cancelled token makes the server abort its connections now instead of draining them.
        await _server.StopAsync(_ending.Token);
        await _server.DisposeAsync();
        _ending.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ending.Token);
        try
        {
            var request = await RegistryRequest.ReadAsync(context.Request, Content, ended.Token);
            var fault = Faults.Next(request);
            var response = fault is { InsteadOfAnswer: true } ? new RegistryResponse() : _tokens?.Answer(request) ?? _protocol.Answer(request);
            fault?.Apply(response);

            // Before the answer leaves: who has read it finds the request in the log.
            var recorded = request.Record(response.Status);
            Requests.Add(recorded);
            await _answers.WriteAsync(context, response, ended.Token);
            recorded.Answered = Stopwatch.GetTimestamp();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();
        }
    }
}
