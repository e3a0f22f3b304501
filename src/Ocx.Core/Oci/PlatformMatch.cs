namespace Ocx.Core.Oci;

/// <summary>Which of the offered platforms a host takes: all that an offer declares must be the host's, the most specific offer wins.</summary>
public static class PlatformMatch
{
    public static bool IsCompatible(Platform required, Platform offered)
    {
        if (offered.IsAny)
        {
            return true;
        }

        return SameMachine(required, offered)
            && (offered.Variant is null || offered.Variant == required.Variant)
            && (offered.OsVersion is null || offered.OsVersion == required.OsVersion)
            && offered.Features.All(feature => required.Features.Contains(feature, StringComparer.Ordinal));
    }

    /// <summary>Same operating system and processor, whatever the features say.</summary>
    public static bool SameMachine(Platform required, Platform offered) =>
        !required.IsAny && required.Os == offered.Os && required.Architecture == offered.Architecture;

    /// <summary>The best of the compatible offers: one, none, or several that are equally specific.</summary>
    public static IReadOnlyList<T> Best<T>(Platform required, IEnumerable<T> offers, Func<T, Platform> platformOf)
    {
        var best = new List<T>();
        var bestScore = default((int, int, int, int));
        foreach (var offer in offers)
        {
            var platform = platformOf(offer);
            if (!IsCompatible(required, platform))
            {
                continue;
            }

            var score = Score(platform);
            var order = best.Count == 0 ? 1 : score.CompareTo(bestScore);
            if (order > 0)
            {
                best.Clear();
                bestScore = score;
            }

            if (order >= 0)
            {
                best.Add(offer);
            }
        }

        return best;
    }

    private static (int, int, int, int) Score(Platform platform) =>
        (platform.IsAny ? 0 : 1, platform.Variant is null ? 0 : 1, platform.OsVersion is null ? 0 : 1, platform.Features.Count);
}
