using System.Globalization;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>The value of a key: what follows the colon, and the lines below that belong to it.</summary>
/// <remarks>What cannot be read is a <see cref="FormatException"/> whose message continues "it has a title …".</remarks>
internal sealed class FrontMatterValue(string first, IReadOnlyList<string> below)
{
    private readonly string _first = WithoutComment(first.Trim());

    /// <summary>Null where the value is YAML's null.</summary>
    public string? ReadText() => _first switch
    {
        "" when below.Any(IsItem) => throw new FormatException("that is a list"),
        ['[', ..] => throw new FormatException("that is a list"),
        "|" or "|-" or "|+" => Block('\n'),
        ">" or ">-" or ">+" => Block(' '),
        _ => Scalar(Joined),
    };

    /// <summary>A list or a text with commas; with commas.</summary>
    /// <inheritdoc cref="ReadText"/>
    public string? ReadList()
    {
        if (_first.Length == 0 && below.Any(IsItem))
        {
            return below.All(line => line.Length == 0 || IsItem(line) || line.TrimStart().StartsWith('#'))
                ? List(below.Where(IsItem).Select(line => Scalar(WithoutComment(line.TrimStart()[1..].Trim()))))
                : throw new FormatException("that is more than a plain list");
        }

        if (_first is not ['[', ..])
        {
            return ReadText();
        }

        return Joined is ['[', .. var items, ']']
            ? List(QuotedText.Split(items).Select(Scalar))
            : throw new FormatException("with a '[' and no ']' at its end");
    }

    private string Joined => string.Join(' ', below.Select(line => WithoutComment(line.Trim())).Prepend(_first).Where(part => part.Length > 0));

    private static bool IsItem(string line) => line.TrimStart() is "-" or ['-', ' ', ..];

    private static string List(IEnumerable<string?> items)
    {
        var words = items.OfType<string>().ToList();
        return words.Find(word => word.Contains(',', StringComparison.Ordinal)) is { } two
            ? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{two}', of which the comma would make two"))
            : string.Join(',', words);
    }

    private static string? Scalar(string text) => text switch
    {
        "" or "~" or "null" => null,
        ['"' or '\'', ..] => QuotedText.Read(text),
        ['&' or '*' or '!' or '{' or '[' or ']' or '}' or '|' or '>' or '%' or '@' or '`', ..] => throw new FormatException($"that begins with '{text[0]}'"),
        _ => text,
    };

    /// <summary>The lines below, less what all are further in.</summary>
    /// <param name="join">A space where the lines are one paragraph; an empty line is a break then.</param>
    private string Block(char join)
    {
        var indent = below.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        var lines = below.Select(line => line.Length == 0 ? "" : line[indent..]);
        return join == '\n'
            ? string.Join('\n', lines).Trim('\n')
            : string.Join('\n', string.Join(join, lines.Select(line => line.Length == 0 ? "\n" : line)).Split('\n').Select(line => line.Trim())).Trim('\n');
    }

    /// <summary>A '#' after a blank begins a comment, unless a quotation is open; quotations look after themselves.</summary>
    private static string WithoutComment(string text)
    {
        if (text is ['"' or '\'', ..])
        {
            return text;
        }

        var at = text.StartsWith('#') ? 0 : text.IndexOf(" #", StringComparison.Ordinal);
        return at < 0 ? text : text[..at].TrimEnd();
    }
}
