using Ocx.Core.Diagnostics;

namespace Ocx.Core.Verification;

/// <summary>Something in the store that is not as it should be.</summary>
/// <param name="Path">Absolute path of the object or link.</param>
/// <param name="Problem">What is wrong, naming the file below the path.</param>
public sealed record Finding(FindingKind Kind, string Path, string Problem, FindingStatus Status = FindingStatus.Found)
{
    /// <summary>The package it belongs to, or the packages, as far as that is known.</summary>
    public string? Identifier { get; init; }

    /// <summary>Why it could not be repaired; only with <see cref="FindingStatus.Failed"/>.</summary>
    public OcxException? Failure { get; init; }

    public bool IsDamage => Status is FindingStatus.Found or FindingStatus.Failed;
}
