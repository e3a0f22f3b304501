using System.Runtime.InteropServices;

namespace Ocx.Core.Archives.Xz.Native;

/// <summary><c>lzma_stream</c> of liblzma 5.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaStream
{
    public byte* NextIn;
    public nuint AvailableIn;
    public ulong TotalIn;
    public byte* NextOut;
    public nuint AvailableOut;
    public ulong TotalOut;
    public void* Allocator;
    public void* Internal;
    private fixed ulong _reserved[10];
}
