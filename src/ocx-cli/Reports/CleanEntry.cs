using System.Text.Json.Serialization;
using Ocx.Core.Collection;

namespace Ocx.Cli.Reports;

/// <param name="Kind"><c>object</c> or <c>temp</c>.</param>
/// <param name="Identifier">What a package was installed from; only in a dry run.</param>
/// <param name="HeldBy">The projects but for which it would go; only in a dry run.</param>
/// <param name="Bytes">What its deletion frees; only in a dry run, and only if it would go.</param>
/// <param name="KeptBy">All that keeps it; only with <c>--why</c>, empty if it would go.</param>
internal sealed record CleanEntry(
    string Kind,
    bool DryRun,
    string Path,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Identifier,
    IReadOnlyList<string> HeldBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<KeptByEntry>? KeptBy)
{
    private const int DigitsOfShortName = 12;

    public static CleanEntry Of(CollectedEntry entry, CollectionRequest request) => new(
        KindOf(entry),
        request.ChangesNothing,
        entry.Path,
        entry.Identifier,
        entry.HeldBy,
        entry.Bytes,
        request.Why ? [.. entry.KeptBy.Select(kept => new KeptByEntry(ReasonOf(kept), kept.By))] : null);

    public static string KindOf(CollectedEntry entry) => entry.Kind == CollectedKind.Temp ? "temp" : "object";

    /// <summary>For people: "link /home/me/.ocx/symlinks/…".</summary>
    /// <param name="names">Of packages, by their paths.</param>
    public static string Text(KeptBy kept, IReadOnlyDictionary<string, string> names) =>
        kept.Reason == KeptReason.Process ? kept.By : $"{ReasonOf(kept)} {names.GetValueOrDefault(kept.By, kept.By)}";

    /// <summary>A package by a name that fits a column: repository and the first digits of the digest.</summary>
    public static string Short(string identifier)
    {
        var digits = identifier.IndexOf("@sha256:", StringComparison.Ordinal) + "@sha256:".Length + DigitsOfShortName;
        return digits < identifier.Length ? identifier[..digits] : identifier;
    }

    private static string ReasonOf(KeptBy kept) => kept.Reason switch
    {
        KeptReason.Link => "link",
        KeptReason.Project => "project",
        KeptReason.Process => "process",
        KeptReason.Package => "package",
        KeptReason.Manifest => "manifest",
        _ => "unreadable",
    };
}
