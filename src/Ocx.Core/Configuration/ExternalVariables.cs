namespace Ocx.Core.Configuration;

/// <summary>The environment variables of other programs that this one reads too, each named once. Proxies are looked for in lower case first.</summary>
public static class ExternalVariables
{
    /// <summary>A PEM file of certificate authorities that are trusted besides the system's.</summary>
    public const string CertificateFile = "SSL_CERT_FILE";

    /// <summary>A directory of such files.</summary>
    public const string CertificateDirectory = "SSL_CERT_DIR";

    public const string HttpProxy = "HTTP_PROXY";
    public const string HttpsProxy = "HTTPS_PROXY";
    public const string AllProxy = "ALL_PROXY";

    /// <summary>Hosts that are reached without a proxy, separated by commas.</summary>
    public const string NoProxy = "NO_PROXY";

    /// <summary>Set by web servers for the programs they run; HTTP_PROXY in upper case may then be somebody else's word.</summary>
    public const string RequestMethod = "REQUEST_METHOD";

    /// <summary>Where Docker's config.json is; <c>~/.docker</c> if unset.</summary>
    public const string DockerConfig = "DOCKER_CONFIG";

    /// <summary>Where the user's configuration is on Linux; <c>~/.config</c> if unset.</summary>
    public const string UserConfig = "XDG_CONFIG_HOME";

    /// <summary>The user's home directory on Linux and macOS.</summary>
    public const string UserHome = "HOME";

    /// <summary>The same on Windows.</summary>
    public const string UserProfile = "USERPROFILE";

    /// <summary>Where the user's configuration is on Windows.</summary>
    public const string ApplicationData = "APPDATA";

    /// <summary>Where the machine's configuration is on Windows.</summary>
    public const string ProgramData = "ProgramData";

    /// <summary>Where programs are looked for.</summary>
    public const string SearchPath = "PATH";

    /// <summary>What the names of programs may end with on Windows.</summary>
    public const string ProgramExtensions = "PATHEXT";

    /// <summary>The user's shell on Linux and macOS.</summary>
    public const string Shell = "SHELL";
}
