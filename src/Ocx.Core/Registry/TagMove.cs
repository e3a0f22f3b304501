namespace Ocx.Core.Registry;

/// <summary>What became of the wish to move a tag from one document to another.</summary>
public enum TagMove
{
    /// <summary>Moved, and nobody else came between.</summary>
    Moved,

    /// <summary>Moved, but the registry does not look at conditions, or not that it is known: what somebody else wrote meanwhile may be gone.</summary>
    Unchecked,

    /// <summary>Somebody else has moved the tag meanwhile; nothing has changed.</summary>
    Refused,
}
