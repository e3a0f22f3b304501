namespace Ocx.Core.Configuration;

/// <summary>The environment variables this program reads, each named once.</summary>
public static class OcxVariables
{
    public const string Home = "OCX_HOME";
    public const string Config = "OCX_CONFIG";
    public const string NoConfig = "OCX_NO_CONFIG";
    public const string DefaultRegistry = "OCX_DEFAULT_REGISTRY";
    public const string InsecureRegistries = "OCX_INSECURE_REGISTRIES";
    public const string Index = "OCX_INDEX";
    public const string Offline = "OCX_OFFLINE";
    public const string Remote = "OCX_REMOTE";
    public const string Frozen = "OCX_FROZEN";
    public const string Jobs = "OCX_JOBS";
    public const string Quiet = "OCX_QUIET";
    public const string Global = "OCX_GLOBAL";
    public const string Project = "OCX_PROJECT";
    public const string NoProject = "OCX_NO_PROJECT";
    public const string CeilingPath = "OCX_CEILING_PATH";

    /// <summary>Leave programs for macOS unsigned.</summary>
    public const string NoCodesign = "OCX_NO_CODESIGN";

    /// <summary>The running program, for launchers and children.</summary>
    public const string BinaryPin = "OCX_BINARY_PIN";
}
