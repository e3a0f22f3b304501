namespace Ocx.Core.Registry;

/// <summary>One page of <c>tags/list</c> or <c>_catalog</c>; null is what some registries say for none.</summary>
internal sealed record NamePage(IReadOnlyList<string?>? Tags, IReadOnlyList<string?>? Repositories);
