namespace Ocx.Core.Publishing.Cascades;

/// <summary>Why a rolling tag is not written although it is wrong.</summary>
public enum RefusalReason
{
    /// <summary>A manifest that the tag has to name is gone.</summary>
    ChildManifestMissing,

    /// <summary>The registry does not take the digest of a manifest that the tag has to name.</summary>
    ChildDigestUnaddressable,

    /// <summary>Nothing would be left of it.</summary>
    WouldEmptyIndex,
}
