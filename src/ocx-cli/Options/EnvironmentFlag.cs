namespace Ocx.Cli.Options;

/// <summary>A yes or no in an environment variable.</summary>
internal static class EnvironmentFlag
{
    private static readonly HashSet<string> Yes = new(["1", "y", "yes", "on", "true"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> No = new(["", "0", "n", "no", "off", "false"], StringComparer.OrdinalIgnoreCase);

    /// <param name="problems">Gets a sentence when the word is neither.</param>
    public static bool IsSet(string name, IReadOnlyDictionary<string, string> variables, List<string> problems)
    {
        var word = variables.GetValueOrDefault(name, "");
        if (!Yes.Contains(word) && !No.Contains(word))
        {
            problems.Add($"{name} is '{word}', which is neither yes nor no; it is ignored.");
        }

        return Yes.Contains(word);
    }
}
