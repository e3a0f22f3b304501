using Ocx.Core.Files;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Verification;

/// <summary>What can happen to files of a store.</summary>
internal static class Damage
{
    /// <summary>Changes the last byte in place, and so under all names of the file, which keeps its mode.</summary>
    public static void Flip(string path) => Write(path, stream =>
    {
        stream.Seek(-1, SeekOrigin.End);
        var last = stream.ReadByte();
        stream.Seek(-1, SeekOrigin.End);
        stream.WriteByte((byte)(last ^ 1));
    });

    public static void Truncate(string path) => Write(path, stream => stream.SetLength(stream.Length / 2));

    /// <summary>Puts another file in the place of one.</summary>
    public static void Overwrite(string path, string content)
    {
        File.Delete(path);
        File.WriteAllText(path, content);
    }

    public static void ReplaceByLink(string path)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/passwd");
    }

    public static string Data(PackageDirectory package, ReferenceKind kind, Func<string, bool> choose) =>
        References.ReadForward(package, kind).Select(blob => Path.Combine(blob, "data")).First(choose);

    public static void Delete(string directory) => DirectoryRemoval.Delete(directory);

    private static void Write(string path, Action<FileStream> change)
    {
        // As a program does that changes its own file: it may not write to it, but it may change that.
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode | UnixFileMode.UserWrite);
        }

        using (var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            change(stream);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
