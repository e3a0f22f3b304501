using System.Text;
using Ocx.Core.Files;

namespace Ocx.Cli.Commands;

/// <summary>A file of tags, one a line, that commands add to and another program reads. Several commands may do so at the same time.</summary>
/// <param name="file">Absolute path.</param>
internal sealed class TagList(string file)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Makes the file if it is absent; to be called before anything happens that could not be written down afterwards.</summary>
    /// <exception cref="Core.Diagnostics.OcxException">OCX3001, OCX3002, OCX3008.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => AddAsync([], cancellationToken);

    /// <summary>Tags that are in it already are not written again.</summary>
    /// <inheritdoc cref="PrepareAsync" path="/exception"/>
    public async Task AddAsync(IEnumerable<string> tags, CancellationToken cancellationToken)
    {
        FileFailure.Guard(file, "write", () => Open().Dispose());
        using var held = await FileLock.AcquireAsync(file + ".lock", "adding tags", LongestWait, deleteOnRelease: true, cancellationToken: cancellationToken);
        FileFailure.Guard(file, "write", () =>
        {
            using var stream = Open();
            var text = new StreamReader(stream).ReadToEnd();
            var added = tags.Except(text.Split('\n', StringSplitOptions.TrimEntries), StringComparer.Ordinal).ToList();
            if (added.Count > 0)
            {
                var separator = text.Length > 0 && !text.EndsWith('\n') ? "\n" : "";
                stream.Write(Encoding.UTF8.GetBytes(separator + string.Concat(added.Select(tag => tag + "\n"))));
            }
        });
    }

    private FileStream Open() => new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
}
