using System.Net;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>The proxies that environment variables name, as curl reads them: lower case before upper case, the scheme's own before ALL_PROXY.</summary>
internal sealed class ProxyVariables : IWebProxy, ICredentials
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, "socks4", "socks4a", "socks5"];

    private const int SocksPort = 1080;

    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly ProxyExceptions _exceptions;
    private readonly Dictionary<Uri, NetworkCredential> _accounts = [];

    private ProxyVariables(VariableReader variables)
    {
        _exceptions = new(Text(variables, ExternalVariables.NoProxy) ?? "");
        if (_exceptions.IsEverything)
        {
            // What no request would use is not looked at.
            return;
        }

        // A web server hands the header "Proxy" of a request to its programs as HTTP_PROXY: not the user's word.
        var isGateway = variables.Text(ExternalVariables.RequestMethod) is not null;
        _http = Read(variables, ExternalVariables.HttpProxy, onlyLowerCase: isGateway) ?? Read(variables, ExternalVariables.AllProxy);
        _https = Read(variables, ExternalVariables.HttpsProxy) ?? Read(variables, ExternalVariables.AllProxy);
    }

    /// <summary>The proxies know who asks; nobody else is told.</summary>
    ICredentials? IWebProxy.Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <summary>Null when no variable names a proxy, or says that there is to be none.</summary>
    /// <exception cref="OcxException">OCX2018: what one names is not the address of a proxy.</exception>
    public static ProxyVariables? From(VariableReader variables)
    {
        var proxies = new ProxyVariables(variables);
        return proxies is { _http: null, _https: null, _exceptions.IsEverything: false } ? null : proxies;
    }

    public Uri? GetProxy(Uri destination) =>
        _exceptions.Contains(destination) ? null : destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    NetworkCredential? ICredentials.GetCredential(Uri uri, string authType) =>
        _accounts.FirstOrDefault(account => Uri.Compare(account.Key, uri, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0).Value;

    /// <param name="onlyLowerCase">Taken by its exact name, also where the system knows no difference in case.</param>
    private static string? Text(VariableReader variables, string name, bool onlyLowerCase = false)
    {
        var lowerCase = name.ToLowerInvariant();
        return !onlyLowerCase ? variables.Text(lowerCase) ?? variables.Text(name)
            : variables.All.Keys.Contains(lowerCase, StringComparer.Ordinal) ? variables.Text(lowerCase)
            : null;
    }

    /// <summary>User and password are taken out of the address: it shows up in messages.</summary>
    private Uri? Read(VariableReader variables, string name, bool onlyLowerCase = false)
    {
        if (Text(variables, name, onlyLowerCase) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var address)
            || SchemeOf(address) is not { } scheme
            || address.Host.Length == 0)
        {
            throw new OcxException(
                RegistryErrors.NetworkSettingInvalid,
                $"The variable {name} does not hold the address of a proxy.",
                nextStep: "It must be http://host:port, https://host:port or socks5://host:port, with user:password@ before the host if the proxy wants it.");
        }

        var proxy = new UriBuilder(scheme, address.Host, address.Port < 0 ? SocksPort : address.Port).Uri;
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password])
        {
            _accounts[proxy] = new(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password is [var given] ? given : ""));
        }

        return proxy;
    }

    /// <summary>Of names for the same, the one that .NET knows: its SOCKS 5 has the proxy look up names. Null: no proxy's.</summary>
    private static string? SchemeOf(Uri address) => address.Scheme is "socks" or "socks5h" ? "socks5" : Schemes.Contains(address.Scheme) ? address.Scheme : null;
}
