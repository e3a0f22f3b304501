namespace Ocx.Core.Verification;

/// <summary>What a finding is about.</summary>
public enum FindingKind
{
    Package,
    Layer,
    Blob,

    /// <summary>An install link, or the reference of a package back to one.</summary>
    Link,
}
