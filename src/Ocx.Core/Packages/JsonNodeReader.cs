using System.Text.Json;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Packages;

/// <summary>A JSON element that knows its path, so that what is wrong with it can be said precisely.</summary>
internal readonly struct JsonNodeReader(JsonElement element, JsonPath? path, JsonSource source)
{
    public JsonElement Element { get; } = element;

    /// <summary>Null when the member is absent or null.</summary>
    public JsonNodeReader? Member(string name)
    {
        Expect(JsonValueKind.Object, "an object");
        return Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonNodeReader(value, JsonPath.Member(path, name), source)
            : null;
    }

    public JsonNodeReader Required(string name) => Member(name) ?? throw Invalid($"the member '{name}' is missing");

    /// <summary>The elements of an array member; none when it is absent.</summary>
    public IEnumerable<JsonNodeReader> Items(string name) => Member(name) is { } member ? member.Items() : [];

    public IEnumerable<JsonNodeReader> Items()
    {
        Expect(JsonValueKind.Array, "an array");
        var (ownPath, ownSource) = (path, source);
        return Element.EnumerateArray().Select((item, i) => new JsonNodeReader(item, JsonPath.Element(ownPath, i), ownSource));
    }

    public IEnumerable<(string Name, JsonNodeReader Value)> Members()
    {
        Expect(JsonValueKind.Object, "an object");
        var (ownPath, ownSource) = (path, source);
        return Element.EnumerateObject().Select(member => (member.Name, new JsonNodeReader(member.Value, JsonPath.Member(ownPath, member.Name), ownSource)));
    }

    public string Text()
    {
        Expect(JsonValueKind.String, "a text");
        return Element.GetString()!;
    }

    public bool Boolean() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Invalid("expected true or false");

    public int Integer(int minimum, int maximum) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Invalid($"expected a whole number from {minimum} to {maximum}");

    public OcxException Invalid(string reason) => new(
        StoreErrors.MetadataInvalid,
        path is null ? $"The metadata is not valid: {reason}." : $"The metadata is not valid at '{path}': {reason}.",
        source.LocationOf(path));

    private void Expect(JsonValueKind kind, string what)
    {
        if (Element.ValueKind != kind)
        {
            throw Invalid($"expected {what}");
        }
    }
}
