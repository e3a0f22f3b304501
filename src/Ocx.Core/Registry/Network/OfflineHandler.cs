using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>Takes the place of the network in offline mode, so that no caller can forget to ask.</summary>
internal sealed class OfflineHandler : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var subject = request.Options.TryGetValue(RegistryTransport.Subject, out var named) ? named : request.RequestUri?.Authority;
        throw new OcxException(PolicyErrors.Offline, $"Offline mode forbids asking the network for {subject}.", nextStep: PolicyErrors.Offline.Remedy);
    }
}
