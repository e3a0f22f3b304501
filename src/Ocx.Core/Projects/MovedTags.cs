using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>Says what tags meant when they were locked and what they mean now. Which of both is newer nobody knows: tags move back too.</summary>
internal static class MovedTags
{
    /// <summary>One sentence.</summary>
    /// <param name="locked">Has all of the tools.</param>
    /// <param name="now">As they would be locked now; those that are the same are left out.</param>
    /// <param name="host">Whose digests are shown where they differ.</param>
    public static string Describe(LockFile locked, IEnumerable<LockedTool> now, Platform host)
    {
        var moves = now.Select(tool => (Was: locked.Find(tool.Group, tool.Name)!, Is: tool)).Where(move => !move.Was.Equals(move.Is));
        return $"Tags have moved since ocx.lock was made: {string.Join(", ", moves.Select(move => $"{move.Is.Name} {Describe(move.Was, move.Is, host)}").Distinct())}.";
    }

    private static string Describe(LockedTool was, LockedTool now, Platform host)
    {
        if (PlatformSelection.Find(was.Platforms, host) is [var before] && PlatformSelection.Find(now.Platforms, host) is [var after] && before.Digest != after.Digest)
        {
            return $"{before.Digest.Short} -> {after.Digest.Short}";
        }

        var digests = now.Platforms.ToDictionary(platform => platform.Key, platform => platform.Digest, StringComparer.Ordinal);
        return was.Platforms.FirstOrDefault(platform => digests.TryGetValue(platform.Key, out var digest) && digest != platform.Digest) is { } other
            ? $"{other.Digest.Short} -> {digests[other.Key].Short} ({other.Key})"
            : $"({string.Join(", ", Platforms("gone", was, now).Concat(Platforms("new", now, was)))})";
    }

    private static IEnumerable<string> Platforms(string what, LockedTool of, LockedTool not) =>
        of.Platforms.ExceptBy(not.Platforms.Select(platform => platform.Key), platform => platform.Key).Select(platform => $"{what}: {platform.Key}");
}
