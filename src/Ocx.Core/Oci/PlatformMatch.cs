using Ocx.Core.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>Which of the offered platforms a host takes: all that an offer declares must be the host's, the most specific offer wins.</summary>
public static class PlatformMatch
{
    private const int BuildParts = 3;
    private const int OffersShown = 20;

    public static bool IsCompatible(Platform required, Platform offered)
    {
        if (offered.IsAny)
        {
            return true;
        }

        return SameMachine(required, offered)
            && (offered.Variant is null || offered.Variant == required.Variant)
            && (offered.OsVersion is null || SameBuild(required.OsVersion, offered.OsVersion))
            && offered.Features.All(feature => required.Features.Contains(feature, StringComparer.Ordinal));
    }

    /// <summary>Same operating system and processor, whatever the features say.</summary>
    public static bool SameMachine(Platform required, Platform offered) =>
        !required.IsAny && required.Os == offered.Os && required.Architecture == offered.Architecture;

    /// <summary>Whether offers that are equally specific are the same bytes, so that any of them will do; false for none.</summary>
    public static bool IsOne<T>(IReadOnlyList<T> best, Func<T, Digest> digestOf) => best.Count > 0 && best.All(offer => digestOf(offer) == digestOf(best[0]));

    /// <summary>That several different offers are the best.</summary>
    public static OcxException Ambiguous(Identifier package, Platform required, IEnumerable<string> offers, SourceLocation? location = null) => new(
        RegistryErrors.PlatformAmbiguous,
        $"{package} offers {string.Join(" and ", offers.Take(OffersShown))} for {required}, and neither is more specific.",
        location,
        RegistryErrors.PlatformAmbiguous.Remedy);

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

    /// <summary>Publishers name a Windows with its revision, 10.0.20348.1066. What runs on one revision of a build runs on all; a host knows its build.</summary>
    private static bool SameBuild(string? required, string offered) =>
        required is not null && (offered == required || string.Join('.', offered.Split('.').Take(BuildParts)) == required);

    private static (int, int, int, int) Score(Platform platform) =>
        (platform.IsAny ? 0 : 1, platform.Variant is null ? 0 : 1, platform.OsVersion is null ? 0 : 1, platform.Features.Count);
}
