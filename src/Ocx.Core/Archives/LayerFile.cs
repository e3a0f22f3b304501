using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>A file that is being written, from its beginning to its end.</summary>
/// <param name="hash">Takes in what is written, or null. It serves one file after another.</param>
internal sealed class LayerFile(EntryNode node, string path, SafeFileHandle handle, UnixFileMode mode, IncrementalHash? hash) : IDisposable
{
    private const int LeastWrite = 128 * 1024;
    private const int LargestDelay = 8 * 1024 * 1024;

    private long _size;
    private long _started;

    public EntryNode Node { get; } = node;

    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, _size);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "write");
        }

        hash?.AppendData(bytes);
        _size += bytes.Length;
        StartWriting(end: false);
    }

    public FileRecord Complete()
    {
        StartWriting(end: true);
        return new(mode, _size, hash?.GetHashAndReset());
    }

    public void Dispose() => handle.Dispose();

    /// <summary>
    /// Has the system begin to write what it holds of the file, so that little is left for the flush at the end. Small files are not worth a call each.
    /// </summary>
    private void StartWriting(bool end)
    {
        if (_size - _started >= (end ? LeastWrite : LargestDelay))
        {
            WriteBack.Start(handle, _started, _size - _started);
            _started = _size;
        }
    }
}
