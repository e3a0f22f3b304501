using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Projects;

/// <summary>
/// Writes a project's files together. The project file is locked only while this happens: whatever was resolved before is thrown away
/// if the file has changed in the meantime.
/// </summary>
internal static class ProjectCommit
{
    /// <param name="before">The project file as it was when the work began.</param>
    /// <param name="after">What it becomes; null: it stays.</param>
    /// <exception cref="OcxException">OCX1014.</exception>
    public static void Write(ProjectFiles files, byte[] before, byte[]? after, LockFile lockFile)
    {
        using var project = Open(files.ProjectPath);
        var current = new byte[project.Length];
        project.ReadExactly(current);
        if (!current.AsSpan().SequenceEqual(before))
        {
            throw Busy(files.ProjectPath, "was changed while this command ran");
        }

        var previousLock = File.Exists(files.LockPath) ? File.ReadAllBytes(files.LockPath) : null;
        AtomicFile.Write(files.LockPath, lockFile.ToBytes());
        if (after is null)
        {
            return;
        }

        try
        {
            project.Position = 0;
            project.Write(after);
            project.SetLength(after.Length);
            project.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            Restore(files.LockPath, previousLock);
            throw FileFailure.From(exception, files.ProjectPath, "write");
        }
    }

    private static void Restore(string path, byte[]? content)
    {
        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            AtomicFile.Write(path, content);
        }
    }

    private static FileStream Open(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new OcxException(
                ProjectErrors.ProjectNotFound, $"{path} is a symbolic link, which is not changed through.", nextStep: "Name the file that it points to.");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw Busy(path, "is being changed by another program", exception);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "open");
        }
    }

    private static OcxException Busy(string path, string what, Exception? inner = null) =>
        new(ProjectErrors.ProjectBusy, $"{path} {what}.", nextStep: "Run the command again.", innerException: inner);
}
