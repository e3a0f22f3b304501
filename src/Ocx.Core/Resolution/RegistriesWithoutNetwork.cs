using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry;

namespace Ocx.Core.Resolution;

/// <summary>Registries that may be asked offline: directories. What a tag means now, no store can say, so that the others are refused before any request.</summary>
internal sealed class RegistriesWithoutNetwork(IRegistryProvider registries) : IRegistryProvider
{
    /// <exception cref="OcxException">OCX5001.</exception>
    public IRegistry Open(string registry) => Checked(registries.Open(registry));

    /// <inheritdoc cref="Open"/>
    public IRegistry OpenForWriting(string registry) => Checked(registries.OpenForWriting(registry));

    private static IRegistry Checked(IRegistry registry) => registry.IsLocal
        ? registry
        : throw new OcxException(
            PolicyErrors.Offline,
            $"Offline, and what tags mean now would have to be asked from {registry.DisplayName}.",
            nextStep: $"Leave out {ModeSwitches.Offline}. Registries that are directories are asked offline too.");
}
