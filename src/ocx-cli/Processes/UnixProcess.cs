using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Cli.Processes;

/// <summary>Turns this process into another program, as a shell's <c>exec</c> does.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixProcess
{
    private const int SigPipe = 13;
    private const int SigTerm = 15;
    private const nint DefaultAction = 0;

    /// <summary>Returns only when the program cannot be started.</summary>
    /// <param name="arguments">Includes the program's own name.</param>
    /// <param name="inherited">An open file that stays open in the program, with the locks on it.</param>
    /// <returns>The system's reason.</returns>
    public static string Replace(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, SafeFileHandle? inherited)
    {
        using var kept = Inheritable(inherited);

        // The runtime ignores SIGPIPE, and an ignored signal stays ignored in the new program; handlers are reset by the system.
        _ = Signal(SigPipe, DefaultAction);
        _ = Execute(program, [.. arguments, null], [.. environment.Select(pair => $"{pair.Key}={pair.Value}"), null]);
        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
    }

    /// <summary>.NET opens every file to be closed in other programs; a duplicate is not, and shares the locks.</summary>
    public static SafeFileHandle? Inheritable(SafeFileHandle? file) => file is null ? null : new(Duplicate(file), ownsHandle: true);

    /// <summary>Asks a program to end.</summary>
    public static void Terminate(int process) => _ = Kill(process, SigTerm);

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string program, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial nint Duplicate(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint action);
}
