using System.Buffers;
using System.Text.Json;
using Ocx.Core.Oci;

namespace Ocx.Core.Packages;

/// <summary>Writes metadata in its canonical form: the members in fixed order, nothing that says nothing (contract: package, 2.2).</summary>
public static class MetadataWriter
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = PlainJsonEncoder.Instance };

    /// <summary>The config blob: compact.</summary>
    public static byte[] ToConfig(Metadata metadata) => Write(metadata, Compact);

    /// <summary>The file in the store and the sidecar of an archive: two spaces of indentation, no last line break.</summary>
    public static byte[] ToFile(Metadata metadata) => Write(metadata, PrettyJson.Options);

    internal static int CompactSize(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            element.WriteTo(writer);
        }

        return buffer.WrittenCount;
    }

    private static byte[] Write(Metadata metadata, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            Write(writer, metadata);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Metadata metadata)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "bundle");
        writer.WriteNumber("version", 1);
        if (metadata.StripComponents is { } strip)
        {
            writer.WriteNumber("strip_components", strip);
        }

        WriteArray(writer, "env", metadata.Environment, WriteVariable);
        WriteArray(writer, "dependencies", metadata.Dependencies, WriteDependency);
        WriteEntrypoints(writer, metadata.Entrypoints);
        if (metadata.Binaries is { } binaries)
        {
            writer.WriteStartArray("binaries");
            foreach (var name in binaries)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        if (metadata.Integrations.Count > 0)
        {
            writer.WriteStartObject("integrations");
            foreach (var (name, value) in metadata.Integrations.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteVariable(Utf8JsonWriter writer, EnvironmentVariable variable)
    {
        writer.WriteString("key", variable.Key);
        switch (variable.Type)
        {
            case VariableType.Path:
                writer.WriteString("type", "path");
                writer.WriteBoolean("required", variable.Required);
                break;
            case VariableType.List:
                writer.WriteString("type", "list");
                writer.WriteString("separator", variable.Separator);
                break;
            default:
                writer.WriteString("type", "constant");
                break;
        }

        writer.WriteString("value", variable.Value);
        writer.WriteString("visibility", variable.Visibility.ToText());
    }

    private static void WriteDependency(Utf8JsonWriter writer, Dependency dependency)
    {
        writer.WriteString("identifier", dependency.Identifier.ToString());
        writer.WriteString("visibility", dependency.Visibility.ToText());
        if (dependency.ExplicitName)
        {
            writer.WriteString("name", dependency.Name);
        }
    }

    private static void WriteEntrypoints(Utf8JsonWriter writer, IReadOnlyDictionary<string, Entrypoint> entrypoints)
    {
        if (entrypoints.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("entrypoints");
        foreach (var (name, entrypoint) in entrypoints.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(name);
            if (entrypoint.Command is { } command)
            {
                writer.WriteString("command", command);
            }

            if (entrypoint.Arguments is { } arguments)
            {
                writer.WriteStartArray("args");
                foreach (var argument in arguments)
                {
                    writer.WriteStringValue(argument);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
