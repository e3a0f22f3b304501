using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Projects;

/// <summary>The project file that <c>ocx init</c> writes.</summary>
internal static class NewProject
{
    private const string Content = """
        #:schema https://ocx.sh/schemas/project/v1.json
        # The tools of this project. Change them with `ocx add`, then commit this file and ocx.lock.

        [tools]

        """;

    /// <exception cref="OcxException">OCX1016, OCX3001, OCX3002.</exception>
    public static string Write(string directory)
    {
        var path = Path.Combine(directory, ProjectFile.FileName);
        if (Path.Exists(path) || SymbolicLink.Target(path) is not null)
        {
            throw new OcxException(ProjectErrors.ProjectExists, $"{path} exists already.", nextStep: ProjectErrors.ProjectExists.Remedy);
        }

        FileFailure.Guard(path, "write", () =>
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(Content.ReplaceLineEndings("\n")));
        });
        return path;
    }
}
