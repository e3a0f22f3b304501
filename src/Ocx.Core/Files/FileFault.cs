namespace Ocx.Core.Files;

/// <summary>What keeps a file from being read or written, where a user needs to be told apart what to do about it.</summary>
internal enum FileFault
{
    Other,
    AccessDenied,
    ReadOnlyFileSystem,
    DiskFull,
    QuotaExceeded,
    DeviceFailed,
    ProcessFileLimit,
    SystemFileLimit,
    PathTooLong,
}
