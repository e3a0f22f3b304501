namespace Ocx.Core.Registry.Network;

/// <summary>Where an address leads, from far to near.</summary>
internal enum AddressKind
{
    /// <summary>Anywhere in the internet.</summary>
    Public,

    /// <summary>The network around this machine: RFC 1918, unique local, carrier-grade NAT.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>What no service for strangers has: link-local and metadata addresses, multicast, unspecified.</summary>
    Reserved,
}
