using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry.Auth;

/// <summary>The parts of Docker's config.json that say where credentials are; the others are kept as they are, in their order.</summary>
/// <param name="path">For messages.</param>
internal sealed class DockerConfig(JsonObject root, string path)
{
    private const string Auths = "auths";

    private static readonly JsonWriterOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        IndentCharacter = '\t',
        IndentSize = 1,
        NewLine = "\n",
    };

    /// <summary>The helper that keeps the credentials of all hosts.</summary>
    public string? Store => Text(root, "credsStore", "credsStore");

    /// <param name="content">A file without content counts as one without settings.</param>
    /// <exception cref="OcxException">OCX2020.</exception>
    public static DockerConfig Parse(ReadOnlySpan<byte> content, string path)
    {
        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        if (content.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new([], path);
        }

        try
        {
            var node = JsonNode.Parse(content, documentOptions: new() { AllowDuplicateProperties = false });
            ReadTexts(node);
            return node is JsonObject root ? new(root, path) : throw Invalid(path, "it is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw Invalid(path, $"it is not valid JSON (line {exception.LineNumber + 1})");
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            throw Invalid(path, "it holds text that is no Unicode");
        }
    }

    /// <summary>The helper for one host; null when there is none of its own.</summary>
    public string? HelperOf(string host) => Entry("credHelpers", host) is { } entry ? Text(entry.Parent, entry.Key, $"credHelpers[\"{entry.Key}\"]") : null;

    /// <summary>The credentials that stand in the file itself.</summary>
    public Credential? Find(string host)
    {
        if (Entry(Auths, host) is not { } found)
        {
            return null;
        }

        var entry = found.Parent[found.Key] as JsonObject ?? throw Invalid(path, $"auths[\"{found.Key}\"] is not an object");
        if (Text(entry, "identitytoken", "identitytoken") is { } token)
        {
            return Credential.Of(null, token, path);
        }

        if (Text(entry, "auth", "auth") is not { } encoded)
        {
            return null;
        }

        var decoded = new byte[encoded.Length];
        var text = Convert.TryFromBase64String(encoded, decoded, out var length) ? Encoding.UTF8.GetString(decoded.AsSpan(0, length)) : "";
        return text.Split(':', 2) is [{ Length: > 0 } user, var password]
            ? Credential.Of(user, password.Trim('\0'), path)
            : throw Invalid(path, $"what auths[\"{found.Key}\"] has as auth is not base64 of USER:PASSWORD");
    }

    /// <summary>Writes the credentials into the file as plain text, in place of those it has.</summary>
    public void Put(string host, Credential credential)
    {
        Remove(host);
        if (Object(Auths) is not { } auths)
        {
            root[Auths] = auths = [];
        }

        auths[RegistryKey.EntryOf(host)] = new JsonObject
        {
            ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User ?? Credential.TokenUser}:{credential.Secret}")),
        };
    }

    /// <returns>Whether there was something.</returns>
    public bool Remove(string host)
    {
        var removed = false;
        while (Entry(Auths, host) is { } entry)
        {
            removed |= entry.Parent.Remove(entry.Key);
        }

        return removed;
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Format))
        {
            root.WriteTo(writer);
        }

        return stream.ToArray();
    }

    /// <summary>The parser leaves names and texts for later. One that is no Unicode would be a defect then, wherever it is first looked at.</summary>
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject parent:
                foreach (var (_, member) in parent)
                {
                    ReadTexts(member);
                }

                break;
            case JsonArray list:
                foreach (var element in list)
                {
                    ReadTexts(element);
                }

                break;
            case JsonValue value:
                value.TryGetValue<string>(out _);
                break;
        }
    }

    /// <summary>The entry as Docker spells it, or the first that means the same host.</summary>
    private (JsonObject Parent, string Key)? Entry(string table, string host)
    {
        if (Object(table) is not { } entries)
        {
            return null;
        }

        var (exact, key) = (RegistryKey.EntryOf(host), RegistryKey.Of(host));
        return entries.ContainsKey(exact) ? (entries, exact)
            : entries.Select(entry => entry.Key).FirstOrDefault(name => RegistryKey.Of(name) == key) is { } alias ? (entries, alias)
            : null;
    }

    private JsonObject? Object(string name) =>
        root[name] is not { } node ? null : node as JsonObject ?? throw Invalid(path, $"{name} is not an object");

    private string? Text(JsonObject parent, string member, string name) => parent[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0 ? null : text,
        _ => throw Invalid(path, $"{name} is not a string"),
    };

    private static OcxException Invalid(string path, string what) => new(
        AuthenticationErrors.CredentialsInvalid,
        $"Docker's configuration {path} cannot be used: {what}.",
        nextStep: "Correct or remove the file; `ocx login` or `docker login` writes credentials anew.");
}
