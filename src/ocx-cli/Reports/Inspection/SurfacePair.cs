namespace Ocx.Cli.Reports.Inspection;

/// <param name="Interface">What the package's users see.</param>
/// <param name="Private">What it sees itself.</param>
internal sealed record SurfacePair(SurfaceEntry Interface, SurfaceEntry Private);
