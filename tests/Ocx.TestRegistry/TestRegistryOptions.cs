namespace Ocx.Testing;

/// <param name="Latency">Waited before each answer.</param>
/// <param name="BytesPerSecond">Limit of each answer's body; null for none.</param>
/// <param name="Authentication">What every request must show; null for an open registry.</param>
public sealed record TestRegistryOptions(TimeSpan Latency = default, int? BytesPerSecond = null, RegistryAuthentication? Authentication = null);
