using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>Where the store is.</summary>
internal static class HomeDirectory
{
    /// <param name="option">What the caller asks for; null: the variable, then the user's home directory decides.</param>
    /// <param name="workingDirectory">What a relative path is taken from.</param>
    /// <exception cref="OcxException">OCX1023: nothing says.</exception>
    public static Setting<string> Find(string? option, VariableReader variables, string workingDirectory)
    {
        var user = variables.Text(OperatingSystem.IsWindows() ? ExternalVariables.UserProfile : ExternalVariables.UserHome);
        Setting<string>? home = option is not null ? new(option, SettingOrigin.Named("OcxHome"))
            : variables.Text(OcxVariables.Home) is { } variable ? new(variable, SettingOrigin.Named(OcxVariables.Home))
            : user is not null ? new(Path.Combine(user, ".ocx"), SettingOrigin.Default)
            : null;

        // One form of the path, since links and references hold it and are compared by their text.
        return home is not null
            ? home with { Value = Path.TrimEndingDirectorySeparator(Path.GetFullPath(home.Value, workingDirectory)) }
            : throw new OcxException(
                ProjectErrors.SettingInvalid,
                $"Neither {OcxVariables.Home} nor the user's home directory is known.",
                nextStep: $"Set {OcxVariables.Home} to a directory.");
    }
}
