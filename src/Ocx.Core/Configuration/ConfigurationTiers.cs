using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>Finds the configuration files that count: machine, user, store, then what was named explicitly.</summary>
/// <param name="home">The store.</param>
/// <param name="explicitFile">What <c>--config</c> names; relative to the working directory.</param>
/// <param name="warn">Told of files that are passed over although they are there.</param>
public sealed class ConfigurationTiers(
    string home, VariableReader variables, string workingDirectory, string? explicitFile, Action<string>? warn = null)
{
    /// <summary>How the command line names a file.</summary>
    public const string Option = "--config";

    /// <summary>Every place, lowest first.</summary>
    /// <exception cref="OcxException">OCX1019: a file that was named is not there.</exception>
    public IReadOnlyList<ConfigurationSource> Find()
    {
        var off = variables.Flag(OcxVariables.NoConfig);
        var discovered = ConfigurationPlaces.Of(ConfigurationPlaces.CurrentSystem, home, variables)
            .Select(place => new ConfigurationSource(place.Tier, place.Path, off ? ConfigurationSourceState.SwitchedOff : StateOf(place.Path)));
        return [.. discovered, .. Named(OcxVariables.Config, variables.Text(OcxVariables.Config)), .. Named(Option, explicitFile)];
    }

    /// <summary>Told of what is odd, for those who read the files.</summary>
    public void Warn(string message) => warn?.Invoke(message);

    private IEnumerable<ConfigurationSource> Named(string source, string? file)
    {
        if (file is null)
        {
            yield break;
        }

        var path = Path.GetFullPath(file, workingDirectory);
        if (!Path.Exists(path))
        {
            throw new OcxException(
                ProjectErrors.ConfigNotFound,
                $"The configuration file {path}, which {(source == Option ? "was named explicitly" : $"{source} names")}, does not exist.",
                nextStep: source == Option ? ProjectErrors.ConfigNotFound.Remedy : $"Correct the path, or set {source} to nothing to leave the file out.");
        }

        yield return new(source, path, ConfigurationSourceState.Read);
    }

    private ConfigurationSourceState StateOf(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            Warn($"{path} is a symbolic link and is passed over; name the file with {Option} or {OcxVariables.Config} to use it.");
            return ConfigurationSourceState.Link;
        }

        return Path.Exists(path) ? ConfigurationSourceState.Read : ConfigurationSourceState.Absent;
    }
}
