using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Environments;

/// <summary>Folds entries into variables (contract: package, 7.3).</summary>
internal static class EnvironmentFold
{
    /// <summary>Names and path segments differ in case only on Windows' terms.</summary>
    public static StringComparer NameComparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static IReadOnlyDictionary<string, string> Apply(IReadOnlyList<EnvironmentEntry> entries, IReadOnlyDictionary<string, string> ambient)
    {
        var separators = Separators(entries);
        var variables = new Dictionary<string, string>(ambient, NameComparer);
        foreach (var entry in entries)
        {
            var current = variables.GetValueOrDefault(entry.Key, "");
            variables[entry.Key] = entry.Type switch
            {
                VariableType.Path => MoveToFront(current, entry.Value),
                VariableType.List => MoveToBack(current, entry.Value, separators[entry.Key]),
                _ => entry.Value,
            };
        }

        return variables;
    }

    private static string MoveToFront(string current, string value) => string.Join(
        Path.PathSeparator,
        current.Split(Path.PathSeparator).Where(segment => segment.Length > 0 && !NameComparer.Equals(segment, value)).Prepend(value));

    /// <summary>Occurrences count when they stand between separators or the value's ends.</summary>
    private static string MoveToBack(string current, string value, string separator)
    {
        var padded = separator + current + separator;
        var element = separator + value + separator;
        for (var at = padded.IndexOf(element, StringComparison.Ordinal); at >= 0; at = padded.IndexOf(element, StringComparison.Ordinal))
        {
            padded = padded[..at] + padded[(at + element.Length - separator.Length)..];
        }

        var rest = padded.Length > 2 * separator.Length ? padded[separator.Length..^separator.Length] : "";
        return rest.Length == 0 ? value : rest + separator + value;
    }

    /// <summary>One separator for a variable: the first that is given, a space when none is.</summary>
    private static Dictionary<string, string> Separators(IReadOnlyList<EnvironmentEntry> entries)
    {
        var separators = new Dictionary<string, string>(NameComparer);
        foreach (var group in entries.Where(entry => entry.Type == VariableType.List).GroupBy(entry => entry.Key, NameComparer))
        {
            var given = group.Select(entry => entry.Separator).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var separator = given.Count > 0 ? given[0] : " ";
            if (given.Count > 1)
            {
                throw new OcxException(
                    ExecutionErrors.SeparatorConflict,
                    $"Contributions to {group.Key} use different separators: '{given[0]}' and '{given[1]}'.",
                    nextStep: ExecutionErrors.SeparatorConflict.Remedy);
            }

            if (group.FirstOrDefault(entry => StartsOrEndsWith(entry.Value, separator)) is { } misfit)
            {
                throw new OcxException(
                    ExecutionErrors.SeparatorConflict,
                    $"The value '{misfit.Value}' for {group.Key} begins or ends with its separator '{separator}'.");
            }

            separators[group.Key] = separator;
        }

        return separators;
    }

    private static bool StartsOrEndsWith(string value, string separator) =>
        value.StartsWith(separator, StringComparison.Ordinal) || value.EndsWith(separator, StringComparison.Ordinal);
}
