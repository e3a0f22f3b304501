using Ocx.Core.Files;

namespace Ocx.Cli.Commands;

/// <summary>A file of tags, one a line, that commands add to and another program reads.</summary>
internal static class TagList
{
    /// <summary>Tags that are in it already are not written again.</summary>
    /// <exception cref="Core.Diagnostics.OcxException">OCX3001, OCX3002.</exception>
    public static void Add(string file, IEnumerable<string> tags) => FileFailure.Guard(file, "write", () =>
    {
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        var added = tags.Except(text.Split('\n', StringSplitOptions.TrimEntries), StringComparer.Ordinal).ToList();
        if (added.Count > 0)
        {
            var separator = text.Length > 0 && !text.EndsWith('\n') ? "\n" : "";
            File.AppendAllText(file, separator + string.Concat(added.Select(tag => tag + "\n")));
        }
    });
}
