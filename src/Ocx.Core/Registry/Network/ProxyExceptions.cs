using System.Globalization;
using System.Net;

namespace Ocx.Core.Registry.Network;

/// <summary>
/// Hosts that are reached without a proxy, as NO_PROXY lists them: <c>*</c> for all; a name, which stands for all names below it too, with or without
/// a dot before it; an address; a range of addresses such as 10.0.0.0/8. A port may follow a name or an address.
/// </summary>
internal sealed class ProxyExceptions(string list)
{
    private readonly string[] _entries = list.Split([',', ' ', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool IsEverything => _entries.Contains("*");

    public bool Contains(Uri destination) => _entries.Any(entry => Matches(entry, destination));

    private static bool Matches(string entry, Uri destination)
    {
        if (entry == "*")
        {
            return true;
        }

        var host = destination.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var address))
        {
            address = Plain(address);
            return IPNetwork.TryParse(entry, out var range)
                ? range.Contains(address)
                : WithoutPort(entry, destination.Port) is { } text && IPAddress.TryParse(text, out var listed) && Plain(listed).Equals(address);
        }

        return WithoutPort(entry, destination.Port)?.TrimStart('*').Trim('.') is { Length: > 0 } name
            && host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
            && (host.Length == name.Length || host[^(name.Length + 1)] == '.');
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Null when the entry is for another port.</summary>
    private static string? WithoutPort(string entry, int port)
    {
        var colon = entry.LastIndexOf(':');
        var hasPort = colon > 0 && (entry[colon - 1] == ']' || entry.IndexOf(':', StringComparison.Ordinal) == colon);
        return !hasPort ? entry.Trim('[', ']')
            : int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var listed) && listed == port ? entry[..colon].Trim('[', ']')
            : null;
    }
}
