using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>A file that the user has named: when it is not there, the name is at fault and not the disk.</summary>
internal static class NamedFile
{
    /// <param name="what">What it should be, to follow "The": "recipe".</param>
    /// <inheritdoc cref="SharedFile.ReadAllBytes"/>
    /// <exception cref="OcxException">OCX3001 (79 where there is no such file), OCX3002.</exception>
    public static byte[] ReadAllBytes(string path, string what, int maximumSize)
    {
        try
        {
            return SharedFile.ReadAllBytes(path, maximumSize);
        }
        catch (Exception exception) when (IsMissing(exception))
        {
            throw Missing(path, what, exception);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    public static bool IsMissing(Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException;

    public static OcxException Missing(string path, string what, Exception exception, string nextStep = "Correct the path.") =>
        new(StoreErrors.InputOutput, $"The {what} {path} does not exist.", nextStep: nextStep, innerException: exception, exit: ExitCode.NotFound);
}
