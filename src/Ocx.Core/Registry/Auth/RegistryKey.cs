namespace Ocx.Core.Registry.Auth;

/// <summary>
/// The one spelling of a registry under which credentials are kept. Docker's file has hosts, addresses and addresses of API versions; what is
/// none of these is left as it is and so matches no host.
/// </summary>
internal static class RegistryKey
{
    public const string DockerHub = "docker.io";

    private const string DockerHubEntry = "https://index.docker.io/v1/";

    /// <summary>Host and port, in lower case.</summary>
    public static string Of(string entry)
    {
        var host = HostOf(entry).ToLowerInvariant();
        host = host.EndsWith(":443", StringComparison.Ordinal) ? host[..^4] : host;
        return host is "index.docker.io" or "registry-1.docker.io" ? DockerHub : host;
    }

    /// <summary>As Docker spells it in its file and to helpers.</summary>
    public static string EntryOf(string host) => Of(host) is var key && key == DockerHub ? DockerHubEntry : key;

    /// <summary>Without scheme and version of the API, which people copy along.</summary>
    public static string HostOf(string entry)
    {
        var text = entry.Trim();
        foreach (var scheme in (string[])["https://", "http://"])
        {
            text = text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..] : text;
        }

        text = text.TrimEnd('/');
        foreach (var version in (string[])["/v1", "/v2"])
        {
            text = text.EndsWith(version, StringComparison.OrdinalIgnoreCase) ? text[..^version.Length].TrimEnd('/') : text;
        }

        return text;
    }
}
