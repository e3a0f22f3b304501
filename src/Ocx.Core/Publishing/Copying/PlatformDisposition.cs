namespace Ocx.Core.Publishing.Copying;

/// <summary>What copying does to a platform of the target's tag.</summary>
public enum PlatformDisposition
{
    Added,
    Replaced,
    Unchanged,

    /// <summary>The source does not have it; it stays.</summary>
    KeptNotInSource,
}
