namespace Ocx.Cli.Options;

/// <summary>
/// What <c>OCX_LOG</c> asks for: a level, or a list as the public ocx reads it, <c>warn,ocx=debug</c>, with levels for parts of the program. This one has
/// no such parts, so that the level which tells most counts.
/// </summary>
internal static class LogFilter
{
    /// <summary>Null when the text is no such filter.</summary>
    public static LogLevel? LevelOf(string text)
    {
        LogLevel? most = null;
        foreach (var directive in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var word = directive[(directive.LastIndexOf('=') + 1)..];
            if (!Enum.TryParse<LogLevel>(word, ignoreCase: true, out var level) || !char.IsAsciiLetter(word[0]))
            {
                return null;
            }

            most = most is { } known && known > level ? known : level;
        }

        return most;
    }
}
