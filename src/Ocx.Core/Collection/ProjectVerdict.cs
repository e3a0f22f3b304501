namespace Ocx.Core.Collection;

/// <summary>What became of a project of the ledger.</summary>
internal enum ProjectVerdict
{
    /// <summary>It is there, with a lock.</summary>
    Live,

    /// <summary>There is definitely no lock any more.</summary>
    Dead,

    /// <summary>It cannot be told, for instance for lack of permission. Counts as alive.</summary>
    Unknown,
}
