using Ocx.Core.Configuration;

namespace Ocx.Core.Registry.Network;

/// <summary>What holds for every connection that an engine makes.</summary>
/// <param name="Variables">Proxies, certificates and credentials are named there.</param>
/// <param name="Offline">Every HTTP request is refused before a connection is made; directories stay usable.</param>
/// <param name="IsInsecure">Whether plain HTTP is allowed for a host with its port; null: for none.</param>
/// <param name="Warn">Told of what goes wrong without ending the work.</param>
public sealed record NetworkSettings(VariableReader Variables, bool Offline = false, Func<string, bool>? IsInsecure = null, Action<string>? Warn = null)
{
    /// <summary>No variables: no proxy, no credentials, the system's own certificates.</summary>
    public static NetworkSettings Default { get; } = new(new VariableReader(new Dictionary<string, string>()));

    /// <summary>Where relative paths in variables start; null: they are refused.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What tests replace to have a network of their own.</summary>
    internal IConnector Connector { get; init; } = new SystemConnector();
}
