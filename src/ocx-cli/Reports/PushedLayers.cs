namespace Ocx.Cli.Reports;

internal sealed record PushedLayers(int Mounted, int Uploaded, int Verified);
