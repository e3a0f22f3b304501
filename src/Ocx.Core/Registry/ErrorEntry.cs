namespace Ocx.Core.Registry;

internal sealed record ErrorEntry(string? Code, string? Message);
