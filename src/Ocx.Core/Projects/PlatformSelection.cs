using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>Which of a locked tool's platforms a host takes.</summary>
internal static class PlatformSelection
{
    /// <exception cref="OcxException">OCX1013: none; OCX2010: several.</exception>
    public static LockedPlatform Choose(SelectedTool tool, Platform host)
    {
        var best = Find(tool.Locked.Platforms, host);
        if (best.Count > 0 && best.All(platform => platform.Digest == best[0].Digest))
        {
            return best[0];
        }

        throw best.Count == 0
            ? new OcxException(
                ProjectErrors.NoLeafForPlatform,
                $"{tool.Declaration.Identifier} is not locked for {host}. It is for: {string.Join(", ", tool.Locked.Platforms.Select(platform => platform.Key))}.",
                tool.Declaration.Location,
                ProjectErrors.NoLeafForPlatform.Remedy)
            : new OcxException(
                RegistryErrors.PlatformAmbiguous,
                $"{tool.Declaration.Identifier} offers {string.Join(" and ", best.Select(platform => platform.Key))} for {host}, and neither is more specific.",
                tool.Declaration.Location,
                RegistryErrors.PlatformAmbiguous.Remedy);
    }

    public static IReadOnlyList<LockedPlatform> Find(IReadOnlyList<LockedPlatform> platforms, Platform host) =>
        PlatformMatch.Best(host, platforms.Where(platform => platform.Platform is not null), platform => platform.Platform!);
}
