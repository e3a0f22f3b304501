using Ocx.Core.Diagnostics;

namespace Ocx.Core.Installation;

/// <summary>How much a package may need (contract: package, 2.6).</summary>
internal static class ClosureLimit
{
    private const int MaximumPackages = 8192;

    /// <param name="locate">The place of the dependency that leads there, where it stands in a file.</param>
    /// <exception cref="OcxException">OCX2008.</exception>
    public static void Check(int packages, Func<SourceLocation?>? locate = null)
    {
        if (packages > MaximumPackages)
        {
            throw new OcxException(
                RegistryErrors.ManifestInvalid,
                $"More than {MaximumPackages} packages are needed, which no real tool does.",
                locate?.Invoke(),
                "Tell the publisher of the package, or leave the dependency out.");
        }
    }
}
