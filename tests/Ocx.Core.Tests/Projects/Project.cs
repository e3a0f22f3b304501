using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

/// <summary>Project and lock files from text.</summary>
internal static class Project
{
    public static ProjectFile Parse(string text) => ProjectFile.Parse(Encoding.UTF8.GetBytes(text), "ocx.toml");

    public static LockFile ParseLock(string text) => LockFile.Parse(Encoding.UTF8.GetBytes(text), "ocx.lock");

    public static string Text(this ProjectFile project) => Encoding.UTF8.GetString(project.ToBytes());

    public static string Text(this LockFile lockFile) => Encoding.UTF8.GetString(lockFile.ToBytes());

    /// <summary>The failure must have this code and, where given, this place.</summary>
    public static OcxException Fails(ErrorCode code, Action action, string? location = null)
    {
        var error = Assert.ThrowsExactly<OcxException>(action);
        Assert.AreEqual(code, error.Code, error.Message);
        if (location is not null)
        {
            Assert.AreEqual(location, error.Location.ToString(), error.Message);
        }

        return error;
    }
}
