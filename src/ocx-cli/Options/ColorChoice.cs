namespace Ocx.Cli.Options;

/// <summary>Whether a stream is written with colours.</summary>
internal static class ColorChoice
{
    public const string OptionName = "--color";

    /// <summary>The value of <c>--color</c>, read before the parser runs, so that the parser's errors obey it too.</summary>
    public static string? FromArguments(IReadOnlyList<string> arguments)
    {
        string? choice = null;
        for (var i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            if (arguments[i] == OptionName && i + 1 < arguments.Count)
            {
                choice = arguments[i + 1];
            }
            else if (arguments[i].StartsWith(OptionName + "=", StringComparison.Ordinal))
            {
                choice = arguments[i][(OptionName.Length + 1)..];
            }
        }

        return choice;
    }

    public static bool IsOn(string? choice, IReadOnlyDictionary<string, string> variables, bool terminal) => choice switch
    {
        "always" => true,
        "never" => false,
        _ when variables.GetValueOrDefault("NO_COLOR") is { Length: > 0 } => false,
        _ when variables.GetValueOrDefault("CLICOLOR_FORCE") is { Length: > 0 } force && force != "0" => true,
        _ when variables.GetValueOrDefault("CLICOLOR") == "0" => false,
        _ when variables.GetValueOrDefault("TERM") == "dumb" => false,
        _ => terminal,
    };
}
