namespace Ocx.Core.Publishing.Cascades;

/// <summary>What a rolling tag names.</summary>
public enum AliasState
{
    Present,

    /// <summary>Nothing, or something that is gone.</summary>
    Absent,

    /// <summary>A manifest of no said platform.</summary>
    NotAnIndex,
}
