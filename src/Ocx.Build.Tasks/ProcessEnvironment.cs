using System.Collections;

namespace Ocx.Build.Tasks;

internal static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            entry => (string)entry.Key,
            entry => (string?)entry.Value ?? "",
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
}
