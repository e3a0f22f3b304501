using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ocx.Cli.Output;
using Ocx.Cli.Reports.Inspection;

namespace Ocx.Cli.Reports;

/// <summary>JSON of all reports: snake case, two spaces, LF. Absent values are left out unless the report says null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FailureEnvelope))]
[JsonSerializable(typeof(IReadOnlyList<LockEntry>))]
[JsonSerializable(typeof(IReadOnlyList<RestorePlanEntry>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>), TypeInfoPropertyName = "Paths")]
[JsonSerializable(typeof(IReadOnlyDictionary<string, InstalledEntry>), TypeInfoPropertyName = "InstalledPackages")]
[JsonSerializable(typeof(IReadOnlyDictionary<string, LocatedEntry>), TypeInfoPropertyName = "LocatedPackages")]
[JsonSerializable(typeof(IReadOnlyList<CleanEntry>))]
[JsonSerializable(typeof(IReadOnlyList<RemovalEntry>))]
[JsonSerializable(typeof(IReadOnlyList<FindingEntry>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>), TypeInfoPropertyName = "Lists")]
[JsonSerializable(typeof(CatalogReport))]
[JsonSerializable(typeof(TaggedCatalogReport))]
[JsonSerializable(typeof(EnvironmentReport))]
[JsonSerializable(typeof(PushReport))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, InfoEntry?>), TypeInfoPropertyName = "Infos")]
[JsonSerializable(typeof(InspectReport))]
[JsonSerializable(typeof(CopyReport))]
[JsonSerializable(typeof(CascadeCheckReport))]
[JsonSerializable(typeof(CascadeRepairReport))]
[JsonSerializable(typeof(LoginReport))]
[JsonSerializable(typeof(LogoutReport))]
[JsonSerializable(typeof(VersionReport))]
[JsonSerializable(typeof(AboutReport))]
[JsonSerializable(typeof(IReadOnlyList<SettingEntry>))]
[JsonSerializable(typeof(ErrorCodeEntry))]
[JsonSerializable(typeof(IReadOnlyList<ErrorCodeEntry>))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>The text of a report. What could mislead on a terminal is escaped, which is nothing to programs: only strings can hold it.</summary>
    /// <param name="type">A function, since making the JSON description costs time that plain reports need not spend.</param>
    /// <param name="indented">Not for the failure envelope, which is one line.</param>
    public static string Write<T>(T document, Func<ReportJson, JsonTypeInfo<T>> type, bool indented = true) => string.Join(
        '\n', JsonSerializer.Serialize(document, type(Create(indented))).Split('\n').Select(TerminalText.Neutralise));

    // Digests, paths and names stay readable: nothing of this is put into a web page.
    private static ReportJson Create(bool indented) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
    });
}
