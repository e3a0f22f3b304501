namespace Ocx.Cli.Reports;

/// <summary>What a repository says of itself.</summary>
/// <param name="Keywords">Separated by commas, as they are published.</param>
internal sealed record InfoEntry(string? Title, string? Description, string? Keywords);
