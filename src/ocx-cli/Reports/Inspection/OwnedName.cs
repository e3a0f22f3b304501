namespace Ocx.Cli.Reports.Inspection;

/// <param name="Package">Whose it is.</param>
internal sealed record OwnedName(string Name, string Package);
