namespace Ocx.Core.Files;

/// <summary>How the making of a hard link ended.</summary>
public enum LinkOutcome
{
    Created,

    /// <summary>The new name is taken.</summary>
    AlreadyExists,

    /// <summary>Anything else: a missing directory, no permission. See <see cref="HardLinkResult.Reason"/>.</summary>
    Failed,

    /// <summary>The two paths are on different file systems.</summary>
    CrossesDevices,

    /// <summary>The file has as many names as its file system allows (1,024 on NTFS, 65,000 on ext4).</summary>
    TooManyLinks,

    /// <summary>The file system has no hard links, or the system forbids one to this file.</summary>
    NotSupported,
}
