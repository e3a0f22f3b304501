namespace Ocx.Core.Archives.Xz;

/// <summary>
/// What blocks that are decoded ahead may take in this process, however many layers are unpacked at once. Where nothing is left, blocks are decoded as they are read.
/// </summary>
internal sealed class BlockMemory(long bytes)
{
    /// <summary>Room for two of the blocks that <c>xz -T0</c> makes: 24 MiB, their compressed form and a dictionary of 8 MiB.</summary>
    private const long Least = 96L << 20;
    private const long Most = 512L << 20;

    private long _left = bytes;

    /// <summary>A part of the memory that the machine, or the container, has.</summary>
    public static BlockMemory Shared { get; } = new(Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 32, Least, Most));

    /// <summary>Whether there was as much left; it is to be returned then.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _left, bytes);
}
