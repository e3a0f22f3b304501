namespace Ocx.Core.Registry;

/// <summary>The error document of the distribution API.</summary>
internal sealed record ErrorAnswer(IReadOnlyList<ErrorEntry?>? Errors);
