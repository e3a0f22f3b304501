namespace Ocx.Core.Collection;

/// <summary>An object that something outside of the store needs.</summary>
internal sealed record Root(StoreObject Object, KeptBy KeptBy);
