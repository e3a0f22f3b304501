using System.Text.Json.Serialization;
using Ocx.Core.Publishing.Cascades;

namespace Ocx.Cli.Reports;

/// <param name="Outcome"><c>written</c>, <c>raced</c>, <c>refused</c> or <c>failed</c>; the other members are there where they say something.</param>
/// <param name="Reason"><c>child-manifest-missing</c>, <c>child-digest-unaddressable</c> or <c>would-empty-index</c>.</param>
internal sealed record RepairedTagOutcome(
    string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Verified,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Child,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message)
{
    public static RepairedTagOutcome Of(RepairOutcome outcome) => new(
        outcome.Result.ToString().ToLowerInvariant(),
        outcome.Digest?.ToString(),
        outcome.Result == RepairResult.Written ? outcome.Verified : null,
        outcome.Reason switch
        {
            null => null,
            RefusalReason.ChildManifestMissing => "child-manifest-missing",
            RefusalReason.ChildDigestUnaddressable => "child-digest-unaddressable",
            _ => "would-empty-index",
        },
        outcome.Child?.ToString(),
        outcome.Failure?.Message);
}
