using System.Net;
using System.Net.Sockets;

namespace Ocx.Core.Registry.Network;

/// <summary>Tells kinds of addresses apart, also of those that carry another one inside.</summary>
internal static class AddressRanges
{
    private static readonly (IPNetwork Network, AddressKind Kind)[] Ranges =
    [
        // Services that clouds offer their machines, among them credentials, in ranges that are otherwise private or public.
        Range("100.100.100.200/32", AddressKind.Reserved), Range("168.63.129.16/32", AddressKind.Reserved),
        Range("fd00:ec2::254/128", AddressKind.Reserved), Range("fd20:ce::254/128", AddressKind.Reserved),
        Range("127.0.0.0/8", AddressKind.Loopback), Range("::1/128", AddressKind.Loopback),
        Range("10.0.0.0/8", AddressKind.Private), Range("172.16.0.0/12", AddressKind.Private), Range("192.168.0.0/16", AddressKind.Private),
        Range("100.64.0.0/10", AddressKind.Private), Range("198.18.0.0/15", AddressKind.Private),
        Range("fc00::/7", AddressKind.Private), Range("fec0::/10", AddressKind.Private),
        Range("0.0.0.0/8", AddressKind.Reserved), Range("169.254.0.0/16", AddressKind.Reserved), Range("192.0.0.0/24", AddressKind.Reserved),
        Range("224.0.0.0/3", AddressKind.Reserved),
        Range("::/128", AddressKind.Reserved), Range("fe80::/10", AddressKind.Reserved), Range("ff00::/8", AddressKind.Reserved),
        Range("2001::/32", AddressKind.Reserved), Range("64:ff9b:1::/48", AddressKind.Reserved),
    ];

    /// <summary>Address ranges of IPv6 that hold an IPv4 address, and where its four bytes are.</summary>
    private static readonly (IPNetwork Network, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12), (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2), (IPNetwork.Parse("::/96"), 12),
    ];

    public static AddressKind KindOf(IPAddress address)
    {
        foreach (var (network, kind) in Ranges)
        {
            if (network.Contains(address))
            {
                return kind;
            }
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return AddressKind.Public;
        }

        foreach (var (network, offset) in Carriers)
        {
            if (network.Contains(address))
            {
                return KindOf(new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));
            }
        }

        return AddressKind.Public;
    }

    /// <summary>What a host says by itself, without asking for its name; null when it is a name.</summary>
    /// <param name="host">As <see cref="Uri.IdnHost"/> gives it.</param>
    public static AddressKind? KindOfLiteral(string host)
    {
        var name = host.TrimEnd('.');
        return IPAddress.TryParse(host, out var address) ? KindOf(address)
            : name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                ? AddressKind.Loopback
                : null;
    }

    private static (IPNetwork Network, AddressKind Kind) Range(string network, AddressKind kind) => (IPNetwork.Parse(network), kind);
}
