namespace Ocx.Core.Registry.Network;

/// <summary>The one way to the network: what makes connections, or, offline, what refuses to.</summary>
internal static class NetworkHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <param name="connect">Makes each connection, see <see cref="AddressGuard"/>.</param>
    public static HttpMessageHandler Create(NetworkSettings settings, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => settings.Offline
        ? new OfflineHandler()
        : new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseCookies = false, AllowAutoRedirect = false, ConnectCallback = connect };
}
