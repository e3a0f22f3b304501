using System.Text.Json;

namespace Ocx.Core.Oci;

/// <summary>What .NET's JSON readers throw for text that somebody else wrote: syntax, and strings that are no Unicode.</summary>
public static class JsonFault
{
    public static bool Is(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>Without the place, which the reader counts from 0 and puts at the end.</summary>
    public static string Reason(Exception exception)
    {
        var text = exception.Message;
        foreach (var tail in new[] { " Path: ", " LineNumber: " })
        {
            var at = text.IndexOf(tail, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        return text.TrimEnd('.', ' ');
    }
}
