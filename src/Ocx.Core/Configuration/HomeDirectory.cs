using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>Where the store is.</summary>
internal static class HomeDirectory
{
    /// <param name="named">Null: <c>OCX_HOME</c>, or <c>.ocx</c> in the user's own directory.</param>
    /// <returns>Absolute, in one form, since links and references hold it and are compared by their text.</returns>
    /// <exception cref="OcxException">OCX1023: nothing says it.</exception>
    public static string Find(string? named, VariableReader variables, string workingDirectory)
    {
        var user = variables.Text(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        var home = named ?? variables.Text(OcxVariables.Home) ?? (user is null ? null : Path.Combine(user, ".ocx"));
        return home is not null
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(home, workingDirectory))
            : throw new OcxException(ProjectErrors.SettingInvalid, "Neither OCX_HOME nor the user's home directory is known.", nextStep: "Set OCX_HOME to a directory.");
    }
}
