using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>Finds the configuration files that count, lowest first: machine, user, store, then what was named explicitly.</summary>
public sealed class ConfigurationTiers(string home, VariableReader variables, string workingDirectory, string? explicitFile)
{
    private const string FileName = "config.toml";

    /// <exception cref="OcxException">OCX1019: a file that was named is not there.</exception>
    public IEnumerable<string> Files()
    {
        var discovered = variables.Flag(OcxVariables.NoConfig) ? [] : Discovered().Where(IsRegularFile);
        return discovered.Concat(Named().Select(Existing));
    }

    private IEnumerable<string> Discovered()
    {
        yield return "/etc/ocx/" + FileName;
        if (UserDirectory() is { } user)
        {
            yield return Path.Combine(user, "ocx", FileName);
        }

        yield return Path.Combine(home, FileName);
    }

    private string? UserDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            return variables.Text("APPDATA");
        }

        var userHome = variables.Text("HOME");
        return OperatingSystem.IsMacOS()
            ? userHome is null ? null : Path.Combine(userHome, "Library", "Application Support")
            : variables.Text("XDG_CONFIG_HOME") ?? (userHome is null ? null : Path.Combine(userHome, ".config"));
    }

    private IEnumerable<string> Named() =>
        new[] { variables.Text(OcxVariables.Config), explicitFile }.OfType<string>().Select(path => Path.GetFullPath(path, workingDirectory));

    private static string Existing(string path) => File.Exists(path)
        ? path
        : throw new OcxException(ProjectErrors.ConfigNotFound, $"The configuration file {path}, which was named explicitly, does not exist.", nextStep: ProjectErrors.ConfigNotFound.Remedy);

    /// <summary>A symlink is not followed in a place that others may write to.</summary>
    private static bool IsRegularFile(string path) => File.Exists(path) && new FileInfo(path).LinkTarget is null;
}
