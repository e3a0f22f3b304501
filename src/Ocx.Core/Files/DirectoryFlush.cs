namespace Ocx.Core.Files;

/// <summary>Makes a rename or a new name in a directory survive a power failure. Windows journals names itself.</summary>
internal static class DirectoryFlush
{
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = LibC.OpenForReading(directory);
        if (handle.IsInvalid)
        {
            return;
        }

        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException)
        {
            // Some network and overlay file systems cannot flush a directory; the data itself is flushed already.
        }
    }
}
