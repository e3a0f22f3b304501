using System.Net.Security;
using System.Security.Authentication;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>The one way to the network: what makes connections, or, offline, what refuses to.</summary>
internal static class NetworkHandler
{
    /// <summary>Four layers at once with four connections each, and as much again for documents.</summary>
    private const int MaximumConnections = 32;

    private const int MaximumDrain = 64 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="OcxException">OCX2018: a variable about proxies or certificates cannot be followed.</exception>
    /// <param name="connect">Makes each connection, see <see cref="AddressGuard"/>.</param>
    public static HttpMessageHandler Create(NetworkSettings settings, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect)
    {
        if (settings.Offline)
        {
            return new OfflineHandler();
        }

        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            MaxConnectionsPerServer = MaximumConnections,
            EnableMultipleHttp2Connections = true,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectCallback = connect,

            // An answer that is left before its end is not read to the end for the sake of its connection.
            MaxResponseDrainSize = MaximumDrain,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                RemoteCertificateValidationCallback = new CertificateCheck(settings).IsTrusted,
            },
        };
        Route(handler, ProxyVariables.From(settings.Variables));
        return handler;
    }

    private static void Route(SocketsHttpHandler handler, ProxyVariables? proxies)
    {
        if (proxies is not null)
        {
            handler.Proxy = proxies;
        }
        else if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS())
        {
            // Here the system's proxy is what variables say: those of this process, whoever's variables were given.
            handler.UseProxy = false;
        }
    }
}
