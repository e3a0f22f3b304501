namespace Ocx.Core.Configuration;

/// <summary>How the user turns each mode on, for messages: option, variable and, where there is one, MSBuild property.</summary>
internal static class ModeSwitches
{
    public const string Offline = $"--offline ({OcxVariables.Offline}, OcxOffline)";
    public const string Remote = $"--remote ({OcxVariables.Remote})";
    public const string Frozen = $"--frozen ({OcxVariables.Frozen}, OcxFrozen)";
}
