using Ocx.Cli.Output;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

/// <summary>How Git should merge the lock: with both sides' tools kept, what is left to do is <c>ocx lock</c>, not a conflict to solve by hand.</summary>
internal static class MergeAdvice
{
    private const string Attribute = "merge=union";

    /// <summary>One line, unless a <c>.gitattributes</c> between the file and the root of its repository has the attribute. Nothing outside a repository.</summary>
    public static void Give(Messages messages, string projectFile)
    {
        for (var directory = Path.GetDirectoryName(projectFile); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            var attributes = Path.Combine(directory, ".gitattributes");
            if (Declares(attributes))
            {
                return;
            }

            if (Path.Exists(Path.Combine(directory, ".git")))
            {
                messages.Warn($"Branches that both change {LockFile.FileName} will conflict; add the line `{LockFile.FileName} {Attribute}` to {attributes}.");
                return;
            }
        }
    }

    /// <summary>A file that cannot be read counts as well: advice must not fail a command.</summary>
    private static bool Declares(string attributes)
    {
        try
        {
            return File.Exists(attributes) && File.ReadLines(attributes).Any(line =>
                line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var pattern, .. var rest]
                && pattern[0] != '#'
                && pattern.EndsWith(LockFile.FileName, StringComparison.Ordinal)
                && rest.Contains(Attribute));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
