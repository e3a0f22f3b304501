namespace Ocx.Core.Files;

/// <summary>From the system's error numbers to what they mean.</summary>
internal static class FileFaults
{
    private const int WindowsFacility = unchecked((int)0x80070000);

    /// <summary>On Unix .NET keeps the error's number in <see cref="Exception.HResult"/>.</summary>
    public static FileFault Of(Exception exception)
    {
        var reported = exception is UnauthorizedAccessException { InnerException: IOException inner } ? inner : exception;
        var fault = OperatingSystem.IsWindows() ? OfWindows(reported.HResult ^ WindowsFacility) : OfUnix(reported.HResult);
        return fault != FileFault.Other ? fault : exception switch
        {
            UnauthorizedAccessException => FileFault.AccessDenied,
            PathTooLongException => FileFault.PathTooLong,
            _ => FileFault.Other,
        };
    }

    public static int ToHResult(int error) => OperatingSystem.IsWindows() ? WindowsFacility | error : error;

    private static FileFault OfUnix(int error) => error switch
    {
        1 or 13 => FileFault.AccessDenied, // EPERM, EACCES
        5 => FileFault.DeviceFailed, // EIO
        23 => FileFault.SystemFileLimit, // ENFILE
        24 => FileFault.ProcessFileLimit, // EMFILE
        28 => FileFault.DiskFull, // ENOSPC
        30 => FileFault.ReadOnlyFileSystem, // EROFS
        36 when OperatingSystem.IsLinux() => FileFault.PathTooLong, // ENAMETOOLONG
        63 when OperatingSystem.IsMacOS() => FileFault.PathTooLong,
        69 when OperatingSystem.IsMacOS() => FileFault.QuotaExceeded, // EDQUOT
        122 when OperatingSystem.IsLinux() => FileFault.QuotaExceeded,
        _ => FileFault.Other,
    };

    private static FileFault OfWindows(int error) => error switch
    {
        5 => FileFault.AccessDenied, // ERROR_ACCESS_DENIED
        4 => FileFault.ProcessFileLimit, // ERROR_TOO_MANY_OPEN_FILES
        19 => FileFault.ReadOnlyFileSystem, // ERROR_WRITE_PROTECT
        39 or 112 => FileFault.DiskFull, // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
        206 => FileFault.PathTooLong, // ERROR_FILENAME_EXCED_RANGE
        1117 => FileFault.DeviceFailed, // ERROR_IO_DEVICE
        1295 => FileFault.QuotaExceeded, // ERROR_DISK_QUOTA_EXCEEDED
        _ => FileFault.Other,
    };
}
