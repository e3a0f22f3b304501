namespace Ocx.Cli.Reports.Inspection;

/// <param name="Size">As it is downloaded, in bytes.</param>
internal sealed record LayerEntry(string Digest, string MediaType, long Size);
