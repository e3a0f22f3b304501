namespace Ocx.Core.Registry.Network;

/// <summary>The one way to the network: what makes connections, or, offline, what refuses to.</summary>
internal static class NetworkHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    public static HttpMessageHandler Create(NetworkSettings settings) => settings.Offline
        ? new OfflineHandler()
        : new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseCookies = false, MaxAutomaticRedirections = 5 };
}
