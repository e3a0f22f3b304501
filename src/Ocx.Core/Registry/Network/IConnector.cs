using System.Net;

namespace Ocx.Core.Registry.Network;

/// <summary>Names and connections, as the system has them.</summary>
internal interface IConnector
{
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);

    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken);
}
