namespace Ocx.Core.Publishing;

/// <summary>What is published or copied has no blob that is larger.</summary>
internal static class BlobLimit
{
    /// <summary>In bytes: 8 GiB.</summary>
    public const long MaximumSize = 8L * 1024 * 1024 * 1024;
}
