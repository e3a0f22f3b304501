namespace Ocx.Core.Toml;

/// <summary>Keys: bare or quoted, alone or joined by dots.</summary>
internal static class TomlKeyReader
{
    /// <summary>Reads one or more segments; stops behind the last one and white space.</summary>
    public static List<TomlKeySegment> Read(TomlScanner scanner)
    {
        var segments = new List<TomlKeySegment>();
        do
        {
            scanner.SkipWhitespace();
            segments.Add(ReadSegment(scanner));
            scanner.SkipWhitespace();
        }
        while (scanner.TrySkip('.'));
        return segments;
    }

    public static bool IsBareCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static TomlKeySegment ReadSegment(TomlScanner scanner)
    {
        var start = scanner.Offset;
        if (scanner.Current is '"' or '\'')
        {
            return new(TomlStringReader.ReadSingleLine(scanner, scanner.Current), start);
        }

        while (IsBareCharacter(scanner.Current))
        {
            scanner.Offset++;
        }

        return scanner.Offset > start
            ? new(scanner.Text[start..scanner.Offset], start)
            : throw scanner.Error($"expected a key (letters, digits, '_' and '-', else in quotes), found {scanner.Describe()}");
    }
}
