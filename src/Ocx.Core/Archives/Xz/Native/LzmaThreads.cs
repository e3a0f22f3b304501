using System.Runtime.InteropServices;

namespace Ocx.Core.Archives.Xz.Native;

/// <summary><c>lzma_mt</c> of liblzma 5: what the encoder with several threads is to do.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaThreads
{
    public uint Flags;
    public uint Threads;
    public ulong BlockSize;
    public uint TimeOut;
    public uint Preset;
    public void* Filters;
    public int Check;
    private fixed ulong _reserved[16];
}
