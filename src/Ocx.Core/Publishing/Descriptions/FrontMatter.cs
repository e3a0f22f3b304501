using System.Text;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>
/// The head of a README between two lines <c>---</c>: title, description and keywords for those who give them nowhere else. Only these three keys
/// are read, in the forms that people write them in; anything else about them is refused, and other keys are passed over. That little of YAML
/// does not need a library that knows all of it, with its anchors and types that a stranger's file would bring along.
/// </summary>
internal static class FrontMatter
{
    /// <summary>In bytes.</summary>
    private const int MaximumSize = 64 * 1024;

    private const string Fence = "---";

    /// <summary>Null texts where the README has no head, or the head no such key.</summary>
    /// <param name="readme">UTF-8.</param>
    /// <exception cref="OcxException">OCX2027, with the line.</exception>
    public static DescriptionTexts Read(ReadOnlySpan<byte> readme, string path)
    {
        var text = Encoding.UTF8.GetString(readme[..Math.Min(readme.Length, MaximumSize)]).TrimStart('\uFEFF');
        var lines = text.Split('\n').Select(line => line.TrimEnd()).ToList();
        if (lines[0] != Fence)
        {
            return new();
        }

        var end = lines.FindIndex(1, line => line is Fence or "...");
        if (end < 0)
        {
            // A line alone is a rule of Markdown.
            return readme.Length <= MaximumSize ? new() : throw Invalid(path, 1, $"does not end within {MaximumSize} bytes");
        }

        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var n = 1; n < end;)
        {
            var next = n + 1;
            while (next < end && Continues(lines[next]))
            {
                next++;
            }

            var colon = lines[n].IndexOf(':', StringComparison.Ordinal);
            var key = colon < 0 ? "" : lines[n][..colon].TrimEnd();
            if (key is "title" or "description" or "keywords")
            {
                var value = new FrontMatterValue(lines[n][(colon + 1)..], lines[(n + 1)..next]);
                values[key] = Value(value, key == "keywords", problem => Invalid(path, n + 1, $"has a {key} {problem}"));
            }

            n = next;
        }

        return new(values.GetValueOrDefault("title"), values.GetValueOrDefault("description"), values.GetValueOrDefault("keywords"));
    }

    /// <summary>Of a value: what is further in, what need not be for all that, and what separates them.</summary>
    private static bool Continues(string line) => line.Length == 0 || line[0] is ' ' or '\t' or ']' || line == "-" || line.StartsWith("- ", StringComparison.Ordinal);

    private static string? Value(FrontMatterValue value, bool list, Func<string, OcxException> invalid)
    {
        try
        {
            return list ? value.ReadList() : value.ReadText();
        }
        catch (FormatException problem)
        {
            throw invalid(problem.Message);
        }
    }

    private static OcxException Invalid(string path, int line, string problem) => DescriptionFile.Unsuitable(
        path, "The front matter of", problem, "Write it as `key: text` or `key: \"text\"`, keywords also as `[one, two]`, or use the options.", line);
}
