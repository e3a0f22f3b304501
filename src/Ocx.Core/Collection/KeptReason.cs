namespace Ocx.Core.Collection;

/// <summary>What keeps an object.</summary>
public enum KeptReason
{
    /// <summary>An install symlink.</summary>
    Link,

    /// <summary>The lock of a project.</summary>
    Project,

    /// <summary>A process that runs.</summary>
    Process,

    /// <summary>A package that needs it.</summary>
    Package,

    /// <summary>A manifest that is kept, and that this index lists.</summary>
    Manifest,

    /// <summary>It, or what it needs, cannot be read.</summary>
    Unreadable,
}
