namespace Ocx.Core.Configuration;

/// <summary>What became of a place where configuration was looked for.</summary>
public enum ConfigurationSourceState
{
    Read,

    /// <summary>There is no file, which is nothing unusual.</summary>
    Absent,

    /// <summary>A symbolic link, not followed in a place that others may write to.</summary>
    Link,

    /// <summary>Left out, since <c>OCX_NO_CONFIG</c> says so.</summary>
    SwitchedOff,
}
