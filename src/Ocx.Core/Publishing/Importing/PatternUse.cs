using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Publishing.Importing;

/// <summary>
/// Notes which patterns of a recipe describe a file. One in <c>[source]</c> holds for many layers, and need not do so in each of them; one that does in none is mistyped.
/// </summary>
/// <param name="layers">Of the whole recipe.</param>
internal sealed class PatternUse(IEnumerable<RecipeLayer> layers)
{
    private const int NamesShown = 8;

    private readonly HashSet<RecipeLayer> _waiting = new(layers, ReferenceEqualityComparer.Instance);
    private readonly HashSet<PathPattern> _matched = [];

    /// <summary>To be called for every layer, with the paths below its root that its patterns are about: all for <c>files</c>, those that are left for <c>executable</c>.</summary>
    /// <exception cref="OcxException">OCX3013: this was the last layer of a pattern, and none has a file that it describes.</exception>
    public void Note(RecipeLayer layer, IReadOnlyList<string> all, IReadOnlyList<string> left)
    {
        _waiting.Remove(layer);
        Note("files", layer.Files, all, other => other.Files);
        Note("executable", layer.Executable, left, other => other.Executable);
    }

    private void Note(string key, IReadOnlyList<PathPattern>? patterns, IReadOnlyList<string> paths, Func<RecipeLayer, IReadOnlyList<PathPattern>?> patternsOf)
    {
        foreach (var pattern in patterns ?? [])
        {
            if (_matched.Contains(pattern) || paths.Any(pattern.Matches))
            {
                _matched.Add(pattern);
            }
            else if (!_waiting.Any(other => patternsOf(other)?.Contains(pattern) ?? false))
            {
                throw Unused(key, pattern, paths);
            }
        }
    }

    private static OcxException Unused(string key, PathPattern pattern, IReadOnlyList<string> paths)
    {
        var meant = Spelling.Nearest(pattern.Text, paths) is { } nearest ? $" Did you mean {EntryText.Quote(nearest)}?" : "";
        var shown = string.Join(", ", paths.Take(NamesShown).Select(EntryText.Quote)) + (paths.Count > NamesShown ? ", …" : "");
        return new(
            StoreErrors.SourceUnsuitable,
            $"The pattern {EntryText.Quote(pattern.Text)} of '{key}' describes no file.{meant}",
            pattern.Location,
            (paths.Count == 0 ? "There are none: correct 'root' and 'files'." : $"There are {shown}. Correct the pattern, or take it out.")
            + " Paths begin below 'root'.");
    }
}
