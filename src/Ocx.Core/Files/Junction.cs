using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Ocx.Core.Files;

/// <summary>Windows's links to directories that need no privilege. .NET reads and removes them, but does not make them.</summary>
[SupportedOSPlatform("windows")]
internal static class Junction
{
    /// <param name="path">Of the new link.</param>
    /// <param name="target">Absolute.</param>
    /// <exception cref="IOException">The target is not on a local drive, or the system refuses.</exception>
    public static void Create(string path, string target)
    {
        var buffer = JunctionBuffer.Of(target);
        Directory.CreateDirectory(path);
        try
        {
            using var handle = Kernel32.OpenReparsePoint(path);
            if (handle.IsInvalid || !Kernel32.SetReparsePoint(handle, buffer))
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
            }
        }
        catch
        {
            Directory.Delete(path);
            throw;
        }
    }
}
