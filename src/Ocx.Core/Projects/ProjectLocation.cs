using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Projects;

/// <summary>Finds the project file in effect (contract: cli, 9.1).</summary>
internal sealed class ProjectLocation(VariableReader variables, string workingDirectory, IEngineObserver? observer)
{
    /// <param name="named">By the user, on the command line; relative to the working directory.</param>
    public string Find(string? named)
    {
        if (named is not null)
        {
            return Existing(named);
        }

        if (variables.Flag(OcxVariables.NoProject))
        {
            throw NotFound("OCX_NO_PROJECT says that there is none.");
        }

        if (variables.Text(OcxVariables.Project) is { } set)
        {
            return Existing(set);
        }

        return ProjectDiscovery.Find(
                workingDirectory,
                variables.Text(OcxVariables.CeilingPath),
                link => observer?.Warn($"{link} is a symbolic link and is passed over; name it with --project to use it."))
            ?? throw NotFound($"There is no ocx.toml in {workingDirectory} or above it, up to the root of the repository.");
    }

    private string Existing(string path)
    {
        var absolute = Path.GetFullPath(path, workingDirectory);
        if (Directory.Exists(absolute))
        {
            throw new OcxException(
                ProjectErrors.ProjectNotFound, $"{absolute} is a directory; name the project file in it.", nextStep: "Correct the path.", exit: ExitCode.InputOutput);
        }

        return File.Exists(absolute)
            ? absolute
            : throw new OcxException(
                ProjectErrors.ProjectNotFound, $"The project file {absolute} does not exist.", nextStep: "Correct the path.", exit: ExitCode.NotFound);
    }

    private static OcxException NotFound(string message) =>
        new(ProjectErrors.ProjectNotFound, message, nextStep: ProjectErrors.ProjectNotFound.Remedy);
}
