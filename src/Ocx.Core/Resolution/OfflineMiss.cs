using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Resolution;

/// <summary>Names what the store lacks where offline mode forbids to fetch it; the gate to the network knows only addresses.</summary>
internal static class OfflineMiss
{
    /// <param name="package">Whose part is fetched.</param>
    /// <param name="part">To follow "does not have": "the layer sha256:…".</param>
    public static async Task<T> TellAsync<T>(Identifier package, string part, Func<Task<T>> fetch)
    {
        try
        {
            return await fetch();
        }
        catch (OcxException refusal) when (refusal.Code == PolicyErrors.Offline)
        {
            throw new OcxException(
                PolicyErrors.Offline,
                $"Offline, and the store does not have {part} of {package}.",
                nextStep: $"Run `ocx package pull {package}` or, in its project, `ocx pull` once without {ModeSwitches.Offline}, or bring the store along.",
                innerException: refusal);
        }
    }
}
