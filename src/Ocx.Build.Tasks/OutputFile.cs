using Ocx.Core.Diagnostics;

namespace Ocx.Build.Tasks;

/// <summary>A file that other builds may read at any time: it is replaced whole, and only when it changes.</summary>
internal static class OutputFile
{
    /// <exception cref="OcxException">OCX4009.</exception>
    public static void WriteIfDifferent(string path, string text)
    {
        try
        {
            if (File.Exists(path) && File.ReadAllText(path) == text)
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OcxException(ExecutionErrors.ExportFailed, $"'{path}' cannot be written: {failure.Message}", innerException: failure);
        }
    }
}
