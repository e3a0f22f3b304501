using Microsoft.Win32.SafeHandles;
using Ocx.Core.Installation;

namespace Ocx.Core.Publishing.Testing;

/// <summary>A package as users would have it installed, before it is published. Disposing deletes it, unless it was to be kept.</summary>
public sealed class TestedPackage : IDisposable
{
    private readonly TestDirectory _directory;

    internal TestedPackage(PackageRoot package, TestDirectory directory)
    {
        Package = package;
        _directory = directory;
    }

    public PackageRoot Package { get; }

    public bool IsKept => _directory.IsKept;

    /// <summary>The open file that keeps it from being collected, for a program to inherit; null where nobody would.</summary>
    public SafeFileHandle? Handle => _directory.Handle;

    public void Dispose() => _directory.Dispose();
}
