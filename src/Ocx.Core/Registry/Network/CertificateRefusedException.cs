using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;

namespace Ocx.Core.Registry.Network;

/// <summary>Ends a handshake, and says why.</summary>
/// <param name="message">A sentence without its end, about the server.</param>
[SuppressMessage("Design", "CA1064", Justification = "It is thrown and caught here; users see an OcxException.")]
internal sealed class CertificateRefusedException(string message, bool isUnknownIssuer = false) : AuthenticationException(message)
{
    public bool IsUnknownIssuer { get; } = isUnknownIssuer;

    /// <summary>The one that a failure came from, if any.</summary>
    public static CertificateRefusedException? In(Exception? exception)
    {
        while (exception is not (null or CertificateRefusedException))
        {
            exception = exception.InnerException;
        }

        return (CertificateRefusedException?)exception;
    }
}
