using Ocx.Core.Oci;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Role"><c>index</c>, <c>manifest</c> or <c>config</c>.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ChainEntry(string Digest, string Role, string MediaType, long Size)
{
    public static ChainEntry Of(string role, Descriptor document) => new(document.Digest.ToString(), role, document.MediaType, document.Size);
}
