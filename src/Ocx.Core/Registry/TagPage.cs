namespace Ocx.Core.Registry;

/// <summary>One page of <c>tags/list</c>; null tags are what some registries say for none.</summary>
internal sealed record TagPage(IReadOnlyList<string?>? Tags);
