namespace Ocx.Core.Collection;

/// <summary>Something that was deleted, or would be unless somebody keeps it.</summary>
/// <param name="Path">Absolute.</param>
public sealed record CollectedEntry(CollectedKind Kind, string Path)
{
    /// <summary>What a package was installed from, with its digest; null for anything else, and where it is not known. Only told by a dry run.</summary>
    public string? Identifier { get; init; }

    /// <summary>The projects but for which it would be deleted. Only told by a dry run.</summary>
    public IReadOnlyList<string> HeldBy { get; init; } = [];

    /// <summary>Why it is kept; empty if it is not. Only told when asked.</summary>
    public IReadOnlyList<KeptBy> KeptBy { get; init; } = [];

    /// <summary>Bytes of files that its deletion frees: a file counts when its last name goes. Only told by a dry run.</summary>
    public long? Bytes { get; init; }

    public bool IsKept => HeldBy.Count > 0 || KeptBy.Count > 0;
}
