namespace Ocx.Core.Publishing.Cascades;

/// <summary>Whether a rolling tag means, for one platform, what the versions below it say.</summary>
public enum SlotStatus
{
    Ok,

    /// <summary>A version below has the platform, and the rolling tag does not.</summary>
    Missing,

    /// <summary>The rolling tag has another package than the newest version below that has the platform.</summary>
    Stale,

    /// <summary>No version below has the platform, and the rolling tag does.</summary>
    Orphan,

    /// <summary>The rolling tag has the platform twice.</summary>
    Duplicate,
}
