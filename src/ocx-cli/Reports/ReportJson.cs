using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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
    /// <summary>For reports.</summary>
    public static ReportJson Context { get; } = Create(indented: true);

    /// <summary>For the one-line failure envelope.</summary>
    public static ReportJson OneLine => Create(indented: false);

    // Digests, paths and names stay readable: nothing of this is put into a web page.
    private static ReportJson Create(bool indented) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
    });
}
