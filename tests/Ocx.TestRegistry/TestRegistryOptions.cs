using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ocx.Testing;

/// <param name="Latency">Waited before each answer.</param>
/// <param name="BytesPerSecond">Limit of each answer's body; null for none.</param>
/// <param name="Authentication">What every request must show; null for an open registry.</param>
/// <param name="SharedBytesPerSecond">Limit of all answers' bodies together; null for none.</param>
/// <param name="Referrers">Whether it has the referrers API.</param>
/// <param name="Ranges">Whether it serves parts of blobs.</param>
/// <param name="Conditions">Whether it looks at If-Match and If-None-Match of manifests; it tells their ETag in any case.</param>
/// <param name="Certificate">With its key: what it shows, over TLS and HTTP/2 too; null for plain HTTP.</param>
/// <param name="TlsVersions">That it speaks; the system's choice if not given.</param>
public sealed record TestRegistryOptions(
    TimeSpan Latency = default,
    int? BytesPerSecond = null,
    RegistryAuthentication? Authentication = null,
    int? SharedBytesPerSecond = null,
    bool Referrers = true,
    bool Ranges = true,
    bool Conditions = false,
    X509Certificate2? Certificate = null,
    SslProtocols TlsVersions = SslProtocols.None);
