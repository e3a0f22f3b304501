using System.Text;
using System.Text.Json;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Packages;

/// <summary>
/// A JSON document and where it comes from. .NET's documents do not know where their values stand; when an error is to be told, the text is walked again.
/// </summary>
/// <param name="Name">The file or blob, for messages.</param>
internal sealed record JsonSource(string Name, ReadOnlyMemory<byte> Json)
{
    /// <summary>Where the value of a path begins; the file as a whole if there is no such value.</summary>
    public SourceLocation LocationOf(JsonPath? path)
    {
        var reader = new Utf8JsonReader(Json.Span);
        try
        {
            return reader.Read() && TryFind(ref reader, path?.Steps ?? []) ? LocationAt((int)reader.TokenStartIndex) : new SourceLocation(Name);
        }
        catch (JsonException)
        {
            return new SourceLocation(Name);
        }
    }

    /// <param name="line">From 0.</param>
    /// <param name="column">In bytes, from 0: what .NET's readers say.</param>
    public SourceLocation LocationOf(long line, long column)
    {
        var rest = Json.Span;
        var start = 0;
        for (; line > 0 && rest[start..].IndexOf((byte)'\n') is var end and >= 0; line--)
        {
            start += end + 1;
        }

        return LocationAt((int)Math.Min(rest.Length, start + column));
    }

    /// <summary>The second of two members of one object that have the same name, which no reader could tell apart.</summary>
    public SourceLocation LocationOfDuplicate()
    {
        var reader = new Utf8JsonReader(Json.Span);
        var objects = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        objects.Push(new(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        objects.Pop();
                        break;
                    case JsonTokenType.PropertyName when !objects.Peek().Add(reader.GetString()!):
                        return LocationAt((int)reader.TokenStartIndex);
                }
            }
        }
        catch (Exception exception) when (Oci.JsonFault.Is(exception))
        {
            // What is wrong is something else.
        }

        return new SourceLocation(Name);
    }

    private static bool TryFind(ref Utf8JsonReader reader, IReadOnlyList<JsonPath> steps)
    {
        foreach (var step in steps)
        {
            var found = reader.TokenType switch
            {
                JsonTokenType.StartObject when step.Name is { } name => TryEnterMember(ref reader, name),
                JsonTokenType.StartArray when step.Name is null => TryEnterElement(ref reader, step.Index),
                _ => false,
            };
            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryEnterMember(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool TryEnterElement(ref Utf8JsonReader reader, int index)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Columns count characters, as editors do.</summary>
    private SourceLocation LocationAt(int position)
    {
        var before = Json.Span[..position];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new(Name, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
