using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>The wish that what a tag names says something, and what was met on the way there.</summary>
internal abstract class TagEdit(string tag, string mediaType)
{
    public string Tag => tag;

    /// <summary>Of the document as it should be.</summary>
    public string MediaType => mediaType;

    /// <summary>What is wished, for messages that it could not be kept.</summary>
    public abstract string Subject { get; }

    /// <summary>The tag named it at some time, and may have been written over since.</summary>
    public bool WasWritten { get; set; }

    /// <summary>The document as it should be.</summary>
    /// <param name="existing">What the tag names; null for nothing.</param>
    public abstract Task<byte[]> ApplyAsync(RegistryDocument? existing, CancellationToken cancellationToken);

    /// <summary>
    /// Whether nothing is left to do once it was written: it is there, or something newer in its place. What it has replaced is not newer: somebody who
    /// had read that before has written it back.
    /// </summary>
    public abstract bool IsSettledIn(RegistryDocument? existing);
}
