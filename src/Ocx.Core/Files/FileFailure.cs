using System.Globalization;
using System.Runtime.InteropServices;
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
        var fault = FileFaults.Of(exception);
        var code = fault is FileFault.AccessDenied or FileFault.ReadOnlyFileSystem ? StoreErrors.PermissionDenied : StoreErrors.InputOutput;
        return new OcxException(code, $"Cannot {action} '{path}': {Reason(exception)}.", nextStep: NextStep(fault), innerException: exception);
    }

    /// <summary>Does something to a path; what the system refuses becomes an error for the user.</summary>
    public static void Guard(string path, string action, Action work) => Guard(path, action, () =>
    {
        work();
        return true;
    });

    /// <inheritdoc cref="Guard(string, string, Action)"/>
    public static T Guard<T>(string path, string action, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (Is(exception))
        {
            throw From(exception, path, action);
        }
    }

    /// <summary>After a system call that failed.</summary>
    /// <inheritdoc cref="From" path="/param"/>
    internal static OcxException FromLastError(string path, string action) => From(SystemException(Marshal.GetLastPInvokeError()), path, action);

    /// <summary>A system's error number in the form that .NET's own calls throw it.</summary>
    internal static IOException SystemException(int error) => new(Marshal.GetPInvokeErrorMessage(error), FileFaults.ToHResult(error));

    /// <summary>The system's own words. .NET wraps them in a sentence with the path, which our sentence has already.</summary>
    private static string Reason(Exception exception)
    {
        var text = (exception is UnauthorizedAccessException ? exception.InnerException ?? exception : exception).Message;
        var path = text.LastIndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? text[..path] : text).TrimEnd('.', ' ');
    }

    /// <summary>Null: what the code itself advises.</summary>
    private static string? NextStep(FileFault fault) => fault switch
    {
        FileFault.DiskFull => "The disk is full: make room on it, or move the store to another one with OCX_HOME, and run again.",
        FileFault.QuotaExceeded => "Your share of the disk is used up: delete what you do not need, or move the store to another disk with OCX_HOME, and run again.",
        FileFault.DeviceFailed => "The device failed: the system's log says more. Check the disk before you run again.",
        FileFault.ProcessFileLimit => OpenFileLimit() is { } limit
            ? string.Create(CultureInfo.InvariantCulture, $"A process may hold {limit} files open here: raise the limit (`ulimit -n`), and run again.")
            : "The process holds as many files open as it may: close other programs, and run again.",
        FileFault.SystemFileLimit => "All programs together hold as many files open as the system allows: close some, or raise its limit, and run again.",
        FileFault.PathTooLong => "The system has no room for such a path: put the store or the project into a directory with a shorter one.",
        FileFault.ReadOnlyFileSystem => "The file system can only be read: make it writable, or move the store to another one with OCX_HOME.",
        _ => null,
    };

    private static ulong? OpenFileLimit()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        Span<ulong> limits = stackalloc ulong[2];
        return LibC.GetResourceLimit(OperatingSystem.IsMacOS() ? 8 : 7, limits) == 0 ? limits[0] : null;
    }
}
