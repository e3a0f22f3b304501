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
        if (PlatformMatch.IsOne(best, platform => platform.Digest))
        {
            return best[0];
        }

        throw best.Count == 0
            ? new OcxException(
                ProjectErrors.NoLeafForPlatform,
                $"{tool.Declaration.Identifier} is not locked for {host}. It is for: {string.Join(", ", tool.Locked.Platforms.Select(platform => platform.Key))}.",
                tool.Declaration.Location,
                ProjectErrors.NoLeafForPlatform.Remedy)
            : PlatformMatch.Ambiguous(tool.Declaration.Identifier, host, best.Select(platform => platform.Key), tool.Declaration.Location);
    }

    public static IReadOnlyList<LockedPlatform> Find(IReadOnlyList<LockedPlatform> platforms, Platform host) =>
        PlatformMatch.Best(host, platforms.Where(platform => platform.Platform is not null), platform => platform.Platform!);
}
