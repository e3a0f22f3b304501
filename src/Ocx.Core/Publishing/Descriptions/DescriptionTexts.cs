namespace Ocx.Core.Publishing.Descriptions;

/// <summary>The short texts of a description. Null: nothing is said about it; empty: there is to be none.</summary>
/// <param name="Keywords">Separated by commas.</param>
public sealed record DescriptionTexts(string? Title = null, string? Summary = null, string? Keywords = null)
{
    /// <summary>Whether nothing is said at all.</summary>
    public bool IsEmpty => this is { Title: null, Summary: null, Keywords: null };

    /// <summary>The texts, those of another in the place of what nothing is said about, with the keywords in the form in which they are published.</summary>
    internal DescriptionTexts Or(DescriptionTexts other) =>
        new(Title ?? other.Title, Summary ?? other.Summary, Normal(Keywords ?? other.Keywords));

    /// <summary>Each keyword once, without the blanks around it.</summary>
    private static string? Normal(string? keywords) => keywords is null
        ? null
        : string.Join(',', keywords.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal));
}
