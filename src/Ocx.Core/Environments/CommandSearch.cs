using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Environments;

/// <summary>Finds the program a command names.</summary>
internal static class CommandSearch
{
    private const string DefaultExtensions = ".EXE;.COM;.BAT;.CMD";

    /// <param name="packagePath">Searched first; a match there that cannot be executed is an error, not a reason to look further.</param>
    public static string Find(string command, IReadOnlyList<string> packagePath, IReadOnlyDictionary<string, string> ambient)
    {
        if (command.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0)
        {
            return command;
        }

        var names = Names(command, ambient);
        if (Search(packagePath, names) is { } own)
        {
            return IsExecutable(own)
                ? own
                : throw new OcxException(
                    ExecutionErrors.CommandNotFound,
                    $"'{own}' exists but is not executable.",
                    nextStep: "Tell the publisher of the package.",
                    exit: ExitCode.Data);
        }

        var host = ambient.GetValueOrDefault(ComposedEnvironment.SearchPathVariable, "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Candidates(host, names).FirstOrDefault(IsExecutable) ?? throw new OcxException(
            ExecutionErrors.CommandNotFound,
            $"There is no program '{command}' in {(packagePath.Count == 0 ? "any package" : string.Join(", ", packagePath))}, and none on PATH.",
            nextStep: ExecutionErrors.CommandNotFound.Remedy);
    }

    private static string? Search(IEnumerable<string> directories, string[] names) => Candidates(directories, names).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Candidates(IEnumerable<string> directories, string[] names) =>
        directories.Where(Path.IsPathFullyQualified).SelectMany(directory => names.Select(name => Path.Combine(directory, name)));

    private static string[] Names(string command, IReadOnlyDictionary<string, string> ambient)
    {
        if (!OperatingSystem.IsWindows())
        {
            return [command];
        }

        var extensions = ambient.GetValueOrDefault(ExternalVariables.ProgramExtensions, "") is { Length: > 0 } given ? given : DefaultExtensions;
        var runnable = extensions.Split(';', StringSplitOptions.RemoveEmptyEntries);

        // A file without such an ending (npm beside npm.cmd) is a script for another system.
        return runnable.Contains(Path.GetExtension(command), StringComparer.OrdinalIgnoreCase) ? [command] : [.. runnable.Select(extension => command + extension)];
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
