namespace Ocx.Core.Configuration;

/// <summary>What every environment variable means that is read. docs/environment.md is made from it.</summary>
public static class VariableCatalogue
{
    /// <summary>In the order in which the documentation lists them.</summary>
    public static IReadOnlyList<OcxVariable> Own { get; } =
    [
        new(OcxVariables.Home, "the store; default `~/.ocx`", Property: "OcxHome"),
        new(OcxVariables.Config, "a [configuration file](configuration.md) on top of the usual ones; `--config` and `OcxConfigFile` name one more on top", Forwarded: true),
        new(OcxVariables.NoConfig, "read no configuration file that is not named"),
        new(OcxVariables.DefaultRegistry, "the registry of identifiers that name none; default `ocx.sh`"),
        new(OcxVariables.Mirrors, "[mirrors](configuration.md#mirrors) as JSON, `{\"ghcr.io\": \"https://proxy.example/ghcr\"}`; wins over the files for each host in it", Forwarded: true),
        new(OcxVariables.InsecureRegistries, "hosts, `host[:port]` separated by commas, that may be reached over plain http"),
        new(OcxVariables.CredentialPrefix + "<REGISTRY>_TYPE", "how to sign in to a registry: `basic`, `bearer` or `anonymous`; in the registry's name every character but letters and digits is written `_`"),
        new(OcxVariables.CredentialPrefix + "<REGISTRY>_USER", "the user's name"),
        new(OcxVariables.CredentialPrefix + "<REGISTRY>_TOKEN", "the password or token"),
        new(OcxVariables.Index, "the directory of the local tag store; default `$OCX_HOME/tags`", "--index", Forwarded: true),
        new(OcxVariables.Offline, "use no network", "--offline", "OcxOffline", Forwarded: true),
        new(OcxVariables.Remote, "look tags up in the registry, not in the local tag store", "--remote", Forwarded: true),
        new(OcxVariables.Frozen, "resolve no tag that is not known already", "--frozen", "OcxFrozen", Forwarded: true),
        new(OcxVariables.Jobs, "packages to install at once; 0: one per processor; not for `index update`, which asks 8 questions at once", "--jobs"),
        new(OcxVariables.Project, "the project file", "--project", "OcxProjectFile", Forwarded: true),
        new(OcxVariables.NoProject, "look for no project file"),
        new(OcxVariables.CeilingPath, "the directory above which no project file is looked for"),
        new(OcxVariables.Global, "use the project file in the store", "--global", Forwarded: true),
        new(OcxVariables.Quiet, "print no report", "--quiet"),
        new(OcxVariables.Log, "how much to tell on standard error: `off`, `error`, `warn`, `info`, `debug` or `trace`; of a list such as `warn,ocx=debug` the most telling level counts, whatever it is for", "--log-level"),
        new(OcxVariables.LogConsole, "the same; wins over `OCX_LOG`", "--log-level"),
        new(OcxVariables.NoCodesign, "on macOS: do not sign the programs of installed packages"),
        new(OcxVariables.BinaryPin, "for the programs that ocx starts: the ocx to use", Forwarded: true),
    ];

    /// <summary>Those of the system and of other programs.</summary>
    public static IReadOnlyList<OcxVariable> External { get; } =
    [
        new(ExternalVariables.CertificateFile, "a PEM file of certificate authorities that are trusted besides the system's"),
        new(ExternalVariables.CertificateDirectory, "a directory of such files"),
        new(ExternalVariables.HttpProxy, "the proxy for http; lower case wins"),
        new(ExternalVariables.HttpsProxy, "the proxy for https; lower case wins"),
        new(ExternalVariables.AllProxy, "the proxy for both, where neither says; lower case wins"),
        new(ExternalVariables.NoProxy, "hosts that are reached without a proxy, separated by commas; lower case wins"),
        new(ExternalVariables.RequestMethod, "where it is set, `HTTP_PROXY` in upper case does not count: a web server may have made it of a request"),
        new(ExternalVariables.DockerConfig, "the directory of Docker's `config.json`, with credentials; default `~/.docker`"),
        new(ExternalVariables.UserConfig, "on Linux: where the user's `ocx/config.toml` is; default `~/.config`"),
        new(ExternalVariables.UserHome, "on Linux and macOS: the user's home directory"),
        new(ExternalVariables.UserProfile, "on Windows: the same"),
        new(ExternalVariables.ApplicationData, "on Windows: where the user's `ocx\\config.toml` is"),
        new(ExternalVariables.ProgramData, "on Windows: where the machine's `ocx\\config.toml` is"),
        new(ExternalVariables.SearchPath, "where `ocx run` and `ocx exec` look for their command after the directories of the tools, and where credential helpers are"),
        new(ExternalVariables.ProgramExtensions, "on Windows: what the names of programs may end with"),
        new(ExternalVariables.Shell, "on Linux and macOS: the shell that `ocx about` tells"),
    ];
}
