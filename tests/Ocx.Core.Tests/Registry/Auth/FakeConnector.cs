using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>A network of a test's own: names mean what it says, and every address of it leads to this machine.</summary>
internal sealed class FakeConnector : IConnector
{
    private readonly ConcurrentDictionary<string, Func<IPAddress>> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The connections that were made, by the addresses they were meant for.</summary>
    public ConcurrentQueue<IPEndPoint> Connected { get; } = [];

    /// <summary>The names that were looked up.</summary>
    public ConcurrentQueue<string> Resolved { get; } = [];

    public void Name(string host, string address) => Name(host, () => IPAddress.Parse(address));

    /// <param name="address">Asked anew each time.</param>
    public void Name(string host, Func<IPAddress> address) => _names[host] = address;

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Resolved.Enqueue(host);
        return IPAddress.TryParse(host, out var literal) ? Task.FromResult<IPAddress[]>([literal])
            : _names.TryGetValue(host, out var address) ? Task.FromResult<IPAddress[]>([address()])
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }

    public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Connected.Enqueue(address);
        return new SystemConnector().ConnectAsync(new(IPAddress.Loopback, address.Port), cancellationToken);
    }
}
