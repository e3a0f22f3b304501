using System.Buffers;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation;

/// <summary>Reads and writes <c>resolve.json</c>; it is closed, so an unknown member is an error.</summary>
internal static class ClosureFile
{
    public static byte[] Write(Closure closure)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PrettyJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("dependencies");
            foreach (var entry in closure.Entries)
            {
                writer.WriteStartObject();
                writer.WriteString("identifier", entry.Identifier.ToString());
                writer.WriteString("visibility", entry.Visibility.ToText());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="OcxException">OCX3009.</exception>
    public static Closure Read(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var members = document.RootElement.EnumerateObject().ToList();
            return members is [{ Name: "dependencies" } dependencies]
                ? new([.. dependencies.Value.EnumerateArray().Select(item => ReadEntry(item, file))])
                : throw Invalid(file, "it must hold the member 'dependencies' and no other");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Invalid(file, "it is damaged", exception);
        }
    }

    private static ClosureEntry ReadEntry(JsonElement item, string file)
    {
        var text = item.GetProperty("identifier").GetString() ?? "";
        return item.EnumerateObject().Count() == 2
            && VisibilityAlgebra.Parse(item.GetProperty("visibility").GetString() ?? "") is { } visibility
            && Identifier.TryParse(text, null, out var identifier, out _)
            && identifier.Digest is not null
                ? new(identifier, visibility)
                : throw Invalid(file, $"the entry '{text}' is not an identifier with digest and a visibility");
    }

    private static OcxException Invalid(string file, string reason, Exception? inner = null) => new(
        StoreErrors.MetadataInvalid,
        $"The closure of an installed package cannot be read: {reason}.",
        new SourceLocation(file),
        "Run `ocx store verify --repair`.",
        inner);
}
