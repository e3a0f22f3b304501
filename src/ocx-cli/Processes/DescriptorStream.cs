using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Ocx.Core.Files;

namespace Ocx.Cli.Processes;

/// <summary>
/// Standard output or error of a Unix process, and nothing else: <see cref="Console"/> would also put the terminal into a mode that the
/// program we hand over to inherits, and <see cref="FileStream"/> writes to files at a position of its own, over what others wrote.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class DescriptorStream(int descriptor) : WriteOnlyStream
{
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;
    private const short Writable = 4;

    // "Try again" of a descriptor that does not block; a terminal shared with another program may be one.
    private static readonly int WouldBlock = OperatingSystem.IsLinux() ? 11 : 35;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == WouldBlock)
            {
                var waiting = new Waiting(descriptor, Writable);
                _ = Poll(ref waiting, 1, Timeout.Infinite);
            }
            else if (error == BrokenPipe)
            {
                // Whoever read this has read enough; what is left to do is done all the same.
                return;
            }
            else if (error != Interrupted)
            {
                throw new IOException($"Cannot write to {(descriptor == 1 ? "standard output" : "standard error")}: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Waiting waiting, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting(int descriptor, short events)
    {
        public int Descriptor = descriptor;
        public short Events = events;
        public short Occurred;
    }
}
