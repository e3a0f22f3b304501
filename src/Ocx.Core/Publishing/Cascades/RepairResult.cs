namespace Ocx.Core.Publishing.Cascades;

/// <summary>What became of the repair of a rolling tag.</summary>
public enum RepairResult
{
    Written,

    /// <summary>Somebody else has moved the tag since it was looked at; it is as they left it.</summary>
    Raced,

    /// <summary>It was not tried.</summary>
    Refused,

    /// <summary>It was tried.</summary>
    Failed,
}
