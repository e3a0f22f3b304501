namespace Ocx.Core.Verification;

/// <summary>What became of a finding.</summary>
public enum FindingStatus
{
    /// <summary>Damage, not repaired because nobody asked for it.</summary>
    Found,

    Repaired,

    /// <summary>Damage that could not be repaired; what was there is there still.</summary>
    Failed,

    /// <summary>No damage: something that can only be compared with what the registry has.</summary>
    Unverifiable,

    /// <summary>No damage: something that an interrupted command left, and that does no harm.</summary>
    Leftover,
}
