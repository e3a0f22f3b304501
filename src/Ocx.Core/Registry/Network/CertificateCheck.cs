using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>
/// Decides about a server's certificate: good is what the system trusts, and what one of the user's own authorities has issued. Name, dates and
/// purpose are always checked.
/// </summary>
/// <remarks>
/// The user's authorities are read when the system's do not do: they are often the very same, since many systems set the variables for all programs, and
/// to read a few hundred takes longer than to fetch a small tool.
/// </remarks>
internal sealed class CertificateCheck(NetworkSettings settings)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly Lazy<X509Certificate2Collection> _authorities = new(() => CertificateAuthorities.From(settings));

    /// <exception cref="CertificateRefusedException">It is not to be trusted, and this is why.</exception>
    /// <exception cref="OcxException">OCX2018: the user's authorities cannot be read.</exception>
    public bool IsTrusted(object _, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 leaf || chain is null)
        {
            throw new CertificateRefusedException("It has shown no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new CertificateRefusedException("Its certificate is for another host");
        }

        return ReasonAgainst(leaf, chain) is { } reason ? throw reason : true;
    }

    /// <param name="chains">The attempts to find an authority that is trusted.</param>
    private static CertificateRefusedException ReasonOf(params ReadOnlySpan<X509Chain> chains)
    {
        var status = X509ChainStatusFlags.NoError;
        foreach (var chain in chains)
        {
            status = chain.ChainStatus.Aggregate(status, (all, one) => all | one.Status);
        }

        return status.HasFlag(X509ChainStatusFlags.NotTimeValid)
                ? new("Its certificate has expired, or is not valid yet by the clock of this machine")
            : (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0
                ? new("Its certificate is from an issuer that this machine does not know", isUnknownIssuer: true)
            : new($"Its certificate is not valid ({status})");
    }

    private CertificateRefusedException? ReasonAgainst(X509Certificate2 leaf, X509Chain systems)
    {
        var authorities = _authorities.Value;
        if (authorities.Count == 0)
        {
            return ReasonOf(systems);
        }

        using var own = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        };
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in systems.ChainElements)
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        own.ChainPolicy.ExtraStore.AddRange(systems.ChainPolicy.ExtraStore);
        return own.Build(leaf) ? null : ReasonOf(systems, own);
    }
}
