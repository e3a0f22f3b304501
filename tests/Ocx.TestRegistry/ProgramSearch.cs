namespace Ocx.Testing;

/// <summary>Looks for programs that tests compare with and that may be absent.</summary>
public static class ProgramSearch
{
    /// <summary>The program's path, from PATH; null when there is none.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);
}
