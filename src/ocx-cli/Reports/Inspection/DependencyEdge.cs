namespace Ocx.Cli.Reports.Inspection;

/// <param name="Name">As the dependent calls it.</param>
internal sealed record DependencyEdge(string Identifier, string Visibility, string Name);
