using System.Text.Json;
using Ocx.Core.Oci;

namespace Ocx.Core.Packages;

/// <summary>The form of every JSON file in the store: two spaces of indentation, LF, text as it is, no last line break.</summary>
public static class PrettyJson
{
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = PlainJsonEncoder.Instance,
        Indented = true,
        NewLine = "\n",
    };
}
