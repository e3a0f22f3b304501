namespace Ocx.Core.Resolution;

/// <summary>Where a tag may be looked up. Content by digest is not concerned; offline has its own gate on the network.</summary>
public enum ResolutionMode
{
    /// <summary>What the store knows; the registry for what it does not, which is then noted.</summary>
    Default,

    /// <summary>The registry; nothing is noted.</summary>
    Remote,

    /// <summary>Only what the store knows, because new tags must not be learned.</summary>
    Frozen,

    /// <summary>Only what the store knows, because there is no network.</summary>
    Offline,
}
