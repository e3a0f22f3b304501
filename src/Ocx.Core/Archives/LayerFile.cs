using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>A file that is being written, from its beginning to its end.</summary>
/// <param name="hash">Takes in what is written, or null. It serves one file after another.</param>
internal sealed class LayerFile(EntryNode node, string path, SafeFileHandle handle, UnixFileMode mode, IncrementalHash? hash) : IDisposable
{
    private long _size;

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
    }

    public FileRecord Complete() => new(mode, _size, hash?.GetHashAndReset());

    public void Dispose() => handle.Dispose();
}
