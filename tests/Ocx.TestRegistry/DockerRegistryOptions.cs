namespace Ocx.Testing;

/// <param name="Closed">Whether every request must show the account <see cref="DockerRegistry.User"/>, by basic authentication.</param>
/// <param name="Authority">Issues the certificate; null for plain HTTP.</param>
public sealed record DockerRegistryOptions(bool Closed = false, TestAuthority? Authority = null);
