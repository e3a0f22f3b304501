using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>The wish that a repository says of itself exactly what another one does.</summary>
internal sealed class DescriptionReplacement(RegistryDocument description) : TagEdit(Description.Tag, description.MediaType)
{
    private readonly HashSet<Digest?> _replaced = [];

    public override string Subject => "The description";

    public override Task<byte[]> ApplyAsync(RegistryDocument? existing, CancellationToken cancellationToken)
    {
        if (!WasWritten)
        {
            _replaced.Add(existing?.Digest);
        }

        return Task.FromResult(description.Content.ToArray());
    }

    public override bool IsSettledIn(RegistryDocument? existing) => existing?.Digest == description.Digest || !_replaced.Contains(existing?.Digest);
}
