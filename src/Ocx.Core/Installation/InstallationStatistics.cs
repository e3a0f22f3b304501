namespace Ocx.Core.Installation;

/// <summary>Counts what an operation really did.</summary>
public sealed class InstallationStatistics
{
    private int _packages;
    private long _bytes;

    /// <summary>Packages that were not in the store before.</summary>
    public int Packages => _packages;

    /// <summary>Compressed bytes received.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    internal void CountPackage() => Interlocked.Increment(ref _packages);

    internal void CountBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
