using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>Puts a platform's entry into the indexes of tags without losing what others put there at the same time.</summary>
internal sealed class TagIndex(IRegistry registry, Identifier package, TimeProvider time)
{
    private readonly TagWriter _tags = new(registry, package, time);

    /// <summary>Puts the entry in the place of one of the same platform. Other platforms stay; so do annotations that are not given.</summary>
    /// <exception cref="OcxException">OCX2025, and what the registry ends with.</exception>
    public Task PutAsync(string tag, Descriptor entry, IReadOnlyDictionary<string, string> annotations, CancellationToken cancellationToken) =>
        _tags.WriteAsync(new TagPut(package, tag, entry, annotations), cancellationToken);

    /// <summary>To be called when all tags are written: makes sure that the entries have stayed.</summary>
    /// <inheritdoc cref="PutAsync" path="/exception"/>
    public Task SettleAsync(CancellationToken cancellationToken) => _tags.SettleAsync(cancellationToken);
}
