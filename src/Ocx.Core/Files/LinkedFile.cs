namespace Ocx.Core.Files;

/// <summary>A file that may have several names.</summary>
/// <param name="Identity">The same for every name of it.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct LinkedFile((ulong Device, ulong Inode) Identity, uint Links, long Length)
{
    /// <summary>Null if there is none, or something else than a plain file.</summary>
    public static LinkedFile? Of(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixFileStatus.Of(path) is { IsRegularFile: true } status ? new(status.Identity, status.Links, status.Length) : null;
        }

        Span<byte> information = stackalloc byte[52];
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Kernel32.GetFileInformation(handle, information)
            ? new(
                (BitConverter.ToUInt32(information[28..]), Join(information[44..])),
                BitConverter.ToUInt32(information[40..]),
                (long)Join(information[32..]))
            : null;

        static ulong Join(ReadOnlySpan<byte> highThenLow) => ((ulong)BitConverter.ToUInt32(highThenLow) << 32) | BitConverter.ToUInt32(highThenLow[4..]);
    }
}
