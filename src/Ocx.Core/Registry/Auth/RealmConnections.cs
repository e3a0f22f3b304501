using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry.Auth;

/// <summary>
/// The way to token services. One that is the registry's own server is reached like the registry, over the connections that are open already.
/// Any other is reached over connections that were checked for registries at the same kind of address, and over no others.
/// </summary>
/// <param name="registries">Connections to registries; not disposed here. Must follow no redirects.</param>
internal sealed class RealmConnections(NetworkSettings settings, HttpMessageHandler registries, AddressGuard guard) : IDisposable
{
    private readonly HttpMessageInvoker _registries = new(registries, disposeHandler: false);
    private readonly ConcurrentDictionary<AddressKind, Lazy<HttpMessageInvoker>> _guarded = new();

    /// <summary>The address of a token service, if a registry may name it.</summary>
    /// <exception cref="OcxException">OCX2019.</exception>
    public Uri Check(string realm, Uri registry)
    {
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0)
        {
            throw Refused(registry, "names a token service without saying how to reach it", "Tell its owner: the realm of a Bearer challenge is a full https address.");
        }

        if (RedirectHandler.IsSameServer(address, registry))
        {
            return address;
        }

        var literal = AddressRanges.KindOfLiteral(address.IdnHost);
        if (address.Scheme == Uri.UriSchemeHttp && literal != AddressKind.Loopback && settings.IsInsecure?.Invoke(address.Authority) != true)
        {
            throw Refused(
                registry,
                $"names the token service {address.Authority} over plain http, where anybody could read the password. It is not asked",
                $"Tell its owner. If you trust the network between, add {address.Authority} to OCX_INSECURE_REGISTRIES.");
        }

        // Through a proxy nothing else can be checked; directly, what the name stands for is.
        return literal is not { } kind || AddressGuard.Allows(guard.KindOf(registry), kind) ? address : throw AddressGuard.Refused(address.IdnHost);
    }

    /// <param name="request">To an address that <see cref="Check"/> has passed.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Uri registry, CancellationToken cancellationToken)
    {
        var connections = RedirectHandler.IsSameServer(request.RequestUri!, registry)
            ? _registries
            : _guarded.GetOrAdd(guard.KindOf(registry), kind => new(() => new(NetworkHandler.Create(settings, guard.ConnectFrom(kind))))).Value;
        try
        {
            return await connections.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is OcxException refusal)
        {
            throw refusal;
        }
    }

    public void Dispose()
    {
        _registries.Dispose();
        foreach (var connections in _guarded.Values)
        {
            connections.Value.Dispose();
        }
    }

    private static OcxException Refused(Uri registry, string what, string nextStep) =>
        new(AuthenticationErrors.TokenServiceFailed, $"The registry {registry.Authority} {what}.", nextStep: nextStep);
}
