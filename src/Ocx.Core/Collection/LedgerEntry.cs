using Ocx.Core.Files;
using Ocx.Core.Projects;

namespace Ocx.Core.Collection;

/// <summary>One link of the ledger, as a probe found it.</summary>
/// <param name="Project">The project's directory; null if the entry does not say.</param>
internal sealed record LedgerEntry(string Path, ProjectVerdict Verdict, string? Project)
{
    public static LedgerEntry Probe(string path)
    {
        string? project = null;
        try
        {
            if (SymbolicLink.Target(path) is not { } target)
            {
                return new(path, ProjectVerdict.Dead, null);
            }

            project = System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(path)!);

            // File.Exists would say no to whatever goes wrong.
            File.GetAttributes(System.IO.Path.Combine(project, LockFile.FileName));
            return new(path, ProjectVerdict.Live, project);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(path, ProjectVerdict.Dead, project);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            return new(path, ProjectVerdict.Unknown, project);
        }
    }
}
