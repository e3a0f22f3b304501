using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>The one place where the system's file errors become errors for the user.</summary>
public static class FileFailure
{
    /// <summary>True for what the file system reports about a path; anything else is a defect or a cancellation and must pass.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <param name="action">What was attempted, to follow "Cannot": "write", "create the directory".</param>
    public static OcxException From(Exception exception, string path, string action)
    {
        var code = exception is UnauthorizedAccessException ? StoreErrors.PermissionDenied : StoreErrors.InputOutput;
        return new OcxException(code, $"Cannot {action} '{path}': {Reason(exception)}.", nextStep: code.Remedy, innerException: exception);
    }

    /// <summary>Does something to a path; what the system refuses becomes an error for the user.</summary>
    public static void Guard(string path, string action, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (Is(exception))
        {
            throw From(exception, path, action);
        }
    }

    /// <summary>The system's own words. .NET wraps them in a sentence with the path, which our sentence has already.</summary>
    private static string Reason(Exception exception)
    {
        var text = (exception is UnauthorizedAccessException ? exception.InnerException ?? exception : exception).Message;
        var path = text.LastIndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? text[..path] : text).TrimEnd('.', ' ');
    }
}
