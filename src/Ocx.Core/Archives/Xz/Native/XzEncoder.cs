using System.IO.Compression;
using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Xz.Native;

/// <summary>
/// The .xz format, written by the system's liblzma on several threads. The blocks' size is fixed, so that their number changes nothing;
/// another version of the library may compress differently.
/// </summary>
internal sealed class XzEncoder : LayerEncoder
{
    /// <summary>What a decoder with several threads holds of each.</summary>
    private const ulong BlockSize = 8 * 1024 * 1024;

    private const int OutputSize = 256 * 1024;
    private const int CheckCrc64 = 4;
    private const uint Extreme = 1u << 31;
    private const int Run = 0;
    private const int Finish = 3;
    private const int Success = 0;
    private const int StreamEnd = 1;
    private const int MemoryFailed = 5;

    private readonly LibLzma _library;
    private readonly Stream _output;
    private readonly byte[] _buffer = new byte[OutputSize];
    private unsafe LzmaStream* _stream;

    /// <exception cref="OcxException"><see cref="StoreErrors.XzUnavailable"/>.</exception>
    public unsafe XzEncoder(Stream output, CompressionLevel level, int threads)
    {
        _output = output;
        _library = LibLzma.Load();
        _stream = (LzmaStream*)NativeMemory.AllocZeroed((nuint)sizeof(LzmaStream));
        var options = new LzmaThreads { Threads = (uint)threads, BlockSize = BlockSize, Preset = PresetOf(level), Check = CheckCrc64 };
        var result = _library.Begin(_stream, &options);
        if (result != Success)
        {
            Dispose();
            throw Failed(result);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        CodeAsync(buffer, Run, cancellationToken);

    public override ValueTask CompleteAsync(CancellationToken cancellationToken) => CodeAsync(default, Finish, cancellationToken);

    protected override unsafe void Dispose(bool disposing)
    {
        if (_stream is not null)
        {
            _library.End(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }

        base.Dispose(disposing);
    }

    /// <summary>A dictionary larger than a block would be of no use, so that the best is the slowest of the usual ones.</summary>
    private static uint PresetOf(CompressionLevel level) => level switch
    {
        CompressionLevel.Fastest => 1,
        CompressionLevel.SmallestSize => 6 | Extreme,
        _ => 6,
    };

    /// <summary>The library is there; to install it would not help.</summary>
    internal static OcxException Failed(int result) => result == MemoryFailed
        ? LibLzma.Unavailable("there is not enough memory for it", "Compress on fewer processors (`-j 1` needs the least), or choose an output that ends in .tar.gz.")
        : LibLzma.Unavailable($"liblzma refused with the code {result}", "Choose an output that ends in .tar.gz.");

    private async ValueTask CodeAsync(ReadOnlyMemory<byte> input, int action, CancellationToken cancellationToken)
    {
        bool isDone;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            isDone = Code(ref input, action, out var written);
            await _output.WriteAsync(_buffer.AsMemory(0, written), cancellationToken);
        }
        while (!isDone);
    }

    /// <returns>Whether all input is taken in and, at the end, all output was given.</returns>
    private unsafe bool Code(ref ReadOnlyMemory<byte> input, int action, out int written)
    {
        ObjectDisposedException.ThrowIf(_stream is null, this);
        fixed (byte* source = input.Span, destination = _buffer)
        {
            _stream->NextIn = source;
            _stream->AvailableIn = (nuint)input.Length;
            _stream->NextOut = destination;
            _stream->AvailableOut = (nuint)_buffer.Length;
            var result = _library.Code(_stream, action);
            if (result is not (Success or StreamEnd))
            {
                throw Failed(result);
            }

            written = _buffer.Length - (int)_stream->AvailableOut;
            input = input[(input.Length - (int)_stream->AvailableIn)..];
            return action == Finish ? result == StreamEnd : input.IsEmpty;
        }
    }
}
