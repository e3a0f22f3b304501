namespace Ocx.Cli.Reports;

internal sealed record CopiedBlobs(int Present, int Mounted, int Uploaded);
