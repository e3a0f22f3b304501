namespace Ocx.Core.Configuration;

/// <summary>Where configuration files are looked for, lowest first. Pure: it looks at no file.</summary>
internal static class ConfigurationPlaces
{
    public const string FileName = "config.toml";

    private const string Folder = "ocx";

    public static HostSystem CurrentSystem =>
        OperatingSystem.IsWindows() ? HostSystem.Windows : OperatingSystem.IsMacOS() ? HostSystem.MacOS : HostSystem.Unix;

    /// <param name="home">The store.</param>
    public static IEnumerable<(string Tier, string Path)> Of(HostSystem system, string home, VariableReader variables)
    {
        var separator = system == HostSystem.Windows ? '\\' : '/';
        yield return ("machine", $"/etc/{Folder}/{FileName}");
        if (system == HostSystem.Windows && variables.Text(ExternalVariables.ProgramData) is { } shared)
        {
            yield return ("machine", Join(shared, Folder, FileName));
        }

        if (UserDirectory() is { } user)
        {
            yield return ("user", Join(user, Folder, FileName));
        }

        yield return ("store", Join(home, FileName));

        string? UserDirectory()
        {
            if (system == HostSystem.Windows)
            {
                return variables.Text(ExternalVariables.ApplicationData);
            }

            var own = variables.Text(ExternalVariables.UserHome);
            if (system == HostSystem.MacOS)
            {
                return own is null ? null : Join(own, "Library", "Application Support");
            }

            // A relative one is invalid by the XDG specification, and would depend on where the program is started.
            return variables.Text(ExternalVariables.UserConfig) is { } given && given.StartsWith('/') ? given
                : own is null ? null
                : Join(own, ".config");
        }

        string Join(string directory, params ReadOnlySpan<string> names) => directory.TrimEnd(separator) + separator + string.Join(separator, names);
    }
}
