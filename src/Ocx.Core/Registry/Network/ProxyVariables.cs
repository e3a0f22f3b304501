using System.Net;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>The proxies that environment variables name, as curl reads them: lower case before upper case, the scheme's own before ALL_PROXY.</summary>
internal sealed class ProxyVariables : IWebProxy, ICredentials
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, "socks4", "socks4a", "socks5"];

    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly ProxyExceptions _exceptions;
    private readonly Dictionary<Uri, NetworkCredential> _accounts = [];

    private ProxyVariables(VariableReader variables)
    {
        var all = Read(variables, ExternalVariables.AllProxy);

        // A web server hands the header "Proxy" of a request to its programs as HTTP_PROXY: not the user's word.
        _http = Read(variables, ExternalVariables.HttpProxy, upperCase: variables.Text(ExternalVariables.RequestMethod) is null) ?? all;
        _https = Read(variables, ExternalVariables.HttpsProxy) ?? all;
        _exceptions = new(Text(variables, ExternalVariables.NoProxy) ?? "");
    }

    /// <summary>The proxies know who asks; nobody else is told.</summary>
    ICredentials? IWebProxy.Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <summary>Null when no variable names a proxy.</summary>
    /// <exception cref="OcxException">OCX2018: what one names is not the address of a proxy.</exception>
    public static ProxyVariables? From(VariableReader variables)
    {
        var proxies = new ProxyVariables(variables);
        return proxies is { _http: null, _https: null } ? null : proxies;
    }

    public Uri? GetProxy(Uri destination) =>
        _exceptions.Contains(destination) ? null : destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    NetworkCredential? ICredentials.GetCredential(Uri uri, string authType) =>
        _accounts.FirstOrDefault(account => Uri.Compare(account.Key, uri, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0).Value;

    private static string? Text(VariableReader variables, string name, bool upperCase = true) =>
        variables.Text(name.ToLowerInvariant()) ?? (upperCase ? variables.Text(name) : null);

    /// <summary>User and password are taken out of the address: it shows up in messages.</summary>
    private Uri? Read(VariableReader variables, string name, bool upperCase = true)
    {
        if (Text(variables, name, upperCase) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var address)
            || !Schemes.Contains(address.Scheme)
            || address.Host.Length == 0)
        {
            throw new OcxException(
                RegistryErrors.NetworkSettingInvalid,
                $"The variable {name} does not hold the address of a proxy.",
                nextStep: "It must be http://host:port, https://host:port or socks5://host:port, with user:password@ before the host if the proxy wants it.");
        }

        var proxy = new UriBuilder(address.Scheme, address.Host, address.Port).Uri;
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password])
        {
            _accounts[proxy] = new(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password is [var given] ? given : ""));
        }

        return proxy;
    }
}
