using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>Hashes files and counts what it has read. Safe for use from several threads.</summary>
internal sealed class FileHasher
{
    private const int BufferSize = 256 * 1024;

    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Count(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>SHA-256 of a plain file, read no further than its length said when it was looked at.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Sha256(TreeEntry file, CancellationToken cancellationToken)
    {
        using var handle = Open(file.Path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0;
            while (offset < file.Length && RandomAccess.Read(handle, buffer, offset) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                offset += read;
            }

            Count(offset);
            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A name that has become a link or a pipe since it was looked at leads nowhere and waits for nobody.</summary>
    private static SafeFileHandle Open(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }

        var handle = LibC.Open(path, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking | OpenFlags.CloseOnExec);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        handle.Dispose();
        throw FileFailure.SystemException(System.Runtime.InteropServices.Marshal.GetLastPInvokeError());
    }
}
