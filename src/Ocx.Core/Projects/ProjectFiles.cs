using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>The two files of a project on disk. Readers take no lock.</summary>
/// <param name="ProjectPath">Absolute path of <c>ocx.toml</c>, whatever its name.</param>
/// <param name="LockPath">Absolute path of <c>ocx.lock</c>.</param>
public sealed record ProjectFiles(string ProjectPath, string LockPath)
{
    public static ProjectFiles Of(string projectPath, string? lockPath = null) =>
        new(projectPath, lockPath ?? Path.Combine(Path.GetDirectoryName(projectPath)!, LockFile.FileName));

    /// <exception cref="OcxException">OCX1001 to OCX1004, OCX1015.</exception>
    public ProjectFile ReadProject() => ProjectFile.Parse(ReadProjectBytes(), ProjectPath);

    public byte[] ReadProjectBytes() => File.Exists(ProjectPath)
        ? Read(ProjectPath)
        : throw new OcxException(
            ProjectErrors.ProjectNotFound,
            $"The project file {ProjectPath} does not exist.",
            nextStep: ProjectErrors.ProjectNotFound.Remedy,
            exit: ExitCode.NotFound);

    /// <exception cref="OcxException">OCX1005, OCX1007, OCX1008, OCX1015.</exception>
    public LockFile ReadLock() => File.Exists(LockPath)
        ? LockFile.Parse(Read(LockPath), LockPath)
        : throw new OcxException(
            ProjectErrors.LockMissing, $"There is no {LockPath}.", new SourceLocation(ProjectPath), ProjectErrors.LockMissing.Remedy);

    /// <summary>The lock to start from when a new one is made: none if there is none, or one of another era or a damaged one.</summary>
    public LockFile? ReadPredecessor()
    {
        try
        {
            return File.Exists(LockPath) ? ReadLock() : null;
        }
        catch (OcxException exception) when (exception.Code == ProjectErrors.LockVersionUnsupported || exception.Code == ProjectErrors.LockInvalid)
        {
            return null;
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return SharedFile.ReadAllBytes(path, TomlFile.MaximumSize);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }
}
