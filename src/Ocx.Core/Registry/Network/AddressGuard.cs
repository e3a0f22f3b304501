using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>
/// Keeps a registry from sending us, with a token service's address, into networks that it is not part of itself. Addresses are judged when
/// the connection is made, and the very address that was judged is connected to: a name that changes its meaning in between gains nothing.
/// </summary>
internal sealed class AddressGuard(IConnector connector, TimeProvider time)
{
    private readonly AddressRace _race = new(connector, time);
    private readonly ConcurrentDictionary<string, AddressKind> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For connections to registries, which are the user's choice; notes where they lead.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (stream, address) = await ConnectAsync(context.DnsEndPoint, static _ => true, cancellationToken);
        if (!IsThroughProxy(context))
        {
            // Once public, always public: later answers for the same name cannot bring it nearer.
            var kind = AddressRanges.KindOf(address);
            _seen.AddOrUpdate(context.DnsEndPoint.Host, kind, (_, known) => Farther(known, kind));
        }

        return stream;
    }

    /// <summary>For connections that a registry asks for.</summary>
    /// <param name="from">Where the registry is.</param>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> ConnectFrom(AddressKind from) => async (context, cancellationToken) =>
    {
        var proxied = IsThroughProxy(context);
        return (await ConnectAsync(context.DnsEndPoint, address => proxied || Allows(from, AddressRanges.KindOf(address)), cancellationToken)).Stream;
    };

    /// <summary>Where a registry is, as far as connections to it have shown; what is not known counts as public, which allows least.</summary>
    public AddressKind KindOf(Uri registry)
    {
        var kind = _seen.TryGetValue(registry.IdnHost, out var seen) ? seen : AddressRanges.KindOfLiteral(registry.IdnHost);
        return kind is null or AddressKind.Reserved ? AddressKind.Public : kind.Value;
    }

    /// <summary>Whether a registry at one kind of address may name a service at another.</summary>
    public static bool Allows(AddressKind registry, AddressKind service) => service switch
    {
        AddressKind.Public => true,
        AddressKind.Private => registry is AddressKind.Private or AddressKind.Loopback,
        AddressKind.Loopback => registry is AddressKind.Loopback,
        _ => false,
    };

    private static AddressKind Farther(AddressKind one, AddressKind other) =>
        one == AddressKind.Reserved || other == AddressKind.Reserved ? AddressKind.Reserved : (AddressKind)Math.Min((int)one, (int)other);

    /// <summary>The connection goes to the user's proxy then, and it is the proxy that looks up the name. A request for a tunnel names the proxy itself.</summary>
    private static bool IsThroughProxy(SocketsHttpConnectionContext context) => context.InitialRequestMessage.Method == HttpMethod.Connect
        || context.InitialRequestMessage.RequestUri is { } wanted
        && (!wanted.IdnHost.Equals(context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase) || wanted.Port != context.DnsEndPoint.Port);

    private async Task<(Stream Stream, IPAddress Address)> ConnectAsync(
        DnsEndPoint endPoint, Predicate<IPAddress> isAllowed, CancellationToken cancellationToken)
    {
        var addresses = await connector.ResolveAsync(endPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, isAllowed);
        return allowed.Length > 0 ? await _race.ConnectAsync(allowed, endPoint.Port, cancellationToken)
            : addresses.Length > 0 ? throw Refused(endPoint.Host)
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>The address itself is not told: who asks for it may be the one who reads the message.</summary>
    public static OcxException Refused(string host) => new(
        AuthenticationErrors.TokenServiceFailed,
        $"The registry names the token service {host}, which is on this machine or in a private network, and the registry itself is not. It is not asked.",
        nextStep: "Tell the registry's owner. If the service is where it should be, give the registry's host an address in the same network.");
}
