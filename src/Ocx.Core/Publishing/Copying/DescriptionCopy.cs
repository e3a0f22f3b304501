namespace Ocx.Core.Publishing.Copying;

/// <summary>What became of the repository's description.</summary>
public enum DescriptionCopy
{
    Copied,

    /// <summary>The source has none.</summary>
    Absent,

    /// <summary>Nothing was to be changed.</summary>
    Skipped,
}
