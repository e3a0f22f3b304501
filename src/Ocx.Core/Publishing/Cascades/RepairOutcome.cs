using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <param name="Tag">The rolling tag.</param>
public sealed record RepairOutcome(string Tag, RepairResult Result)
{
    /// <summary>Of the index that was written.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Of what was written: whether the registry had it afterwards.</summary>
    public bool Verified { get; init; }

    /// <summary>Of what was written: platforms that no version has, and that stay.</summary>
    public int Orphans { get; init; }

    /// <summary>Of what was refused.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The manifest that is the reason, if one is.</summary>
    public Digest? Child { get; init; }

    /// <summary>Of what failed.</summary>
    public OcxException? Failure { get; init; }

    /// <summary>Whether nothing is wrong with the tag any more.</summary>
    public bool IsMended => Result == RepairResult.Written && Verified && Orphans == 0;
}
