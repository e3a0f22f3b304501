namespace Ocx.Core.Diagnostics;

/// <summary>Process exit codes, shared with every ocx implementation (sysexits numbers, then ocx's own from 80).</summary>
public enum ExitCode
{
    Success = 0,
    Failure = 1,
    Usage = 64,
    Data = 65,
    Unavailable = 69,
    InputOutput = 74,
    Temporary = 75,
    Permission = 77,
    Configuration = 78,
    NotFound = 79,
    Authentication = 80,
    PolicyBlocked = 81,
}
