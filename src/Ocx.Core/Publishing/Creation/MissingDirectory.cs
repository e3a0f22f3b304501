using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Creation;

/// <summary>A directory that metadata puts on the PATH and a package does not have.</summary>
/// <param name="Problem">To follow a colon.</param>
/// <param name="NextStep">Names directories that are there.</param>
internal sealed record MissingDirectory(SourceLocation Location, string Problem, string NextStep)
{
    private const int NamesShown = 8;

    /// <param name="path">From the installation's directory, with '/'.</param>
    /// <param name="roots">What may become that.</param>
    public static MissingDirectory Of(string path, IReadOnlyList<string> roots, SourceLocation location)
    {
        // As far as there are directories, the path is right.
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var right = names.Length - 1;
        while (right > 0 && !roots.Any(root => ExactName.IsDirectory(root, Join(names, right))))
        {
            right--;
        }

        var parent = Join(names, right);
        var wrong = Join(names, right + 1);
        var parents = roots.Select(root => Path.Combine(root, parent)).Where(Directory.Exists).ToList();
        var present = parents.SelectMany(ExactName.DirectoryNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => right == 0 ? name : $"{parent}/{name}").ToList();
        var isFile = parents.Any(place => File.Exists(Path.Combine(place, names[right])));
        return new(location, $"{EntryText.Quote(path)}, which it puts on the PATH, {(isFile ? $"leads to a file: {EntryText.Quote(wrong)}" : "is no directory of it")}", Advice(wrong, present));
    }

    private static string Advice(string wrong, List<string> present)
    {
        var meant = Spelling.Nearest(wrong, present) is { } nearest ? $"Did you mean {EntryText.Quote(nearest)}? " : "";
        var shown = string.Join(", ", present.Take(NamesShown).Select(EntryText.Quote)) + (present.Count > NamesShown ? ", …" : "");
        return $"{meant}{(present.Count == 0 ? "There are no directories" : $"There are {shown}")}. Correct the value; or, if another layer brings the directory, `--no-libc-lint`.";
    }

    private static string Join(string[] names, int count) => string.Join('/', names.Take(count));
}
