using System.Globalization;
using System.Text.Json;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary><c>OCX_MIRRORS</c>: <c>{"host": "url"}</c>, or <c>{"host": {"registry": "url"}}</c> as newer versions write it.</summary>
internal static class MirrorsVariable
{
    private const int MaximumLength = 65_536;

    private static readonly SettingOrigin Origin = SettingOrigin.Named(OcxVariables.Mirrors);
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <exception cref="OcxException">OCX1023.</exception>
    public static IReadOnlyDictionary<string, MirrorEntry> Read(VariableReader variables)
    {
        if (variables.Text(OcxVariables.Mirrors) is not { } json)
        {
            return new Dictionary<string, MirrorEntry>();
        }

        try
        {
            return Read(json);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair, as it is or escaped, which is found only when the string is taken out.
            throw Invalid("a text in it is not Unicode");
        }
    }

    private static Dictionary<string, MirrorEntry> Read(string json)
    {
        var entries = new Dictionary<string, MirrorEntry>(StringComparer.Ordinal);
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"it is {Describe(document.RootElement)}, not an object");
        }

        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (!MirrorMap.IsHost(member.Name))
            {
                throw Invalid("it has a key that is not a host as identifiers spell it");
            }

            if (Entry(member) is { } entry)
            {
                entries[member.Name] = entry;
            }
        }

        return entries;
    }

    /// <summary>Null: an entry that concerns an index only.</summary>
    private static MirrorEntry? Entry(JsonProperty member)
    {
        var url = member.Value;
        if (url.ValueKind == JsonValueKind.Object)
        {
            if (member.Value.EnumerateObject().FirstOrDefault(role => role.Name is not ("registry" or "index")) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            {
                throw Invalid($"'{unknown.Name}' is not a key of '{member.Name}', which may hold registry, index");
            }

            if (!member.Value.TryGetProperty("registry", out url))
            {
                return member.Value.TryGetProperty("index", out _) ? null : new(null, null, Origin);
            }
        }

        return url.ValueKind == JsonValueKind.String
            ? new(url.GetString(), null, Origin)
            : throw Invalid($"the url of '{member.Name}' is {Describe(url)}, not a string");
    }

    private static JsonDocument Parse(string json)
    {
        if (json.Length > MaximumLength)
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"it has more than {MaximumLength:N0} characters"));
        }

        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException exception)
        {
            // The reader's own words may quote the value.
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture, $"it is not valid JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}"));
        }
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static OcxException Invalid(string problem) => new(
        ProjectErrors.SettingInvalid,
        $"{OcxVariables.Mirrors} cannot be read: {problem}.",
        nextStep: "Write it as {\"ghcr.io\": \"https://proxy.example/ghcr\"}, or unset it.");
}
