using System.Collections;

namespace Ocx.Cli.Processes;

/// <summary>The environment this program was started with.</summary>
internal static class AmbientVariables
{
    /// <summary>Names compare as the system compares them.</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return variables;
    }
}
