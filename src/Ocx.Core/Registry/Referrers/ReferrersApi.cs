using Ocx.Core.Oci;

namespace Ocx.Core.Registry.Referrers;

/// <summary>What a registry itself knows to refer to a manifest.</summary>
/// <param name="registry">For messages.</param>
internal sealed class ReferrersApi(RegistryTransport transport, string registry)
{
    private const int MaximumPages = 16;

    /// <summary>The index of the referrers, its pages put together; null when the registry does not have this API.</summary>
    /// <param name="address"><c>…/referrers/DIGEST</c></param>
    /// <param name="artifactType">Asked for, but not every registry filters; null for all.</param>
    /// <exception cref="Diagnostics.OcxException">OCX2005: without end. OCX2008: not an index.</exception>
    public async Task<IReadOnlyList<Descriptor>?> ListAsync(Uri address, string? artifactType, string subject, CancellationToken cancellationToken)
    {
        List<Descriptor>? referrers = null;
        var next = artifactType is null ? address : new Uri(address, $"?artifactType={Uri.EscapeDataString(artifactType)}");
        for (var pages = 0; next is not null; pages++)
        {
            if (pages == MaximumPages)
            {
                throw RegistryFailure.Unexpected(registry, subject, $"listed more than {MaximumPages} pages");
            }

            if (await transport.ReadAsync(next, subject, cancellationToken, MediaTypes.ImageIndex, ReferrersList.MaximumSize) is not { } answer)
            {
                return referrers;
            }

            referrers ??= [];
            referrers.AddRange(ImageIndex.Parse(answer.Content, subject).Manifests);
            next = NextPage.Of(answer.Headers, next, registry, subject);
        }

        return referrers;
    }
}
