using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ocx.Core.Oci;

/// <summary>
/// A tag that is a version: <c>[variant-]major[.minor[.patch[-prerelease][_build]]]</c> (contract: package, 3.3). A shorter one rolls over those
/// it begins, and comes after them: 3.28.1_x, 3.28.1, 3.28, 3.
/// </summary>
public sealed partial record PackageVersion(
    string? Variant, uint Major, uint? Minor = null, uint? Patch = null, string? Prerelease = null, string? Build = null) : IComparable<PackageVersion>
{
    /// <summary>Names the track of versions without a variant, and so can name no variant.</summary>
    private const string VariantOfNobody = Identifier.DefaultTag;

    /// <summary>The tag that stands for the newest version of the same variant.</summary>
    public string Track => Variant ?? VariantOfNobody;

    public static bool TryParse(string tag, [NotNullWhen(true)] out PackageVersion? version)
    {
        version = null;
        var match = Pattern().Match(tag);
        if (!match.Success || Text("variant") == VariantOfNobody
            || !TryNumber("major", out var major) || !TryNumber("minor", out var minor) || !TryNumber("patch", out var patch))
        {
            return false;
        }

        version = new(Text("variant"), major!.Value, minor, patch, Text("prerelease"), Text("build"));
        return true;

        string? Text(string group) => match.Groups[group] is { Success: true, Value: var text } ? text : null;

        bool TryNumber(string group, out uint? number)
        {
            number = null;
            if (Text(group) is not { } digits)
            {
                return true;
            }

            var fits = uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
            number = parsed;
            return fits;
        }
    }

    /// <summary>Variants one after another, the one without a name first.</summary>
    public int CompareTo(PackageVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        ReadOnlySpan<int> keys =
        [
            string.CompareOrdinal(Variant, other.Variant),
            Major.CompareTo(other.Major),
            AbsentLast(Minor, other.Minor),
            AbsentLast(Patch, other.Patch),
            AbsentLast(Prerelease, other.Prerelease),
            AbsentLast(Build, other.Build),
        ];
        return keys.IndexOfAnyExcept(0) is >= 0 and var first ? keys[first] : 0;
    }

    /// <summary>The tag.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{After(Variant, "-")}{Major}{Before(".", Minor)}{Before(".", Patch)}{Before("-", Prerelease)}{Before("_", Build)}");

    public static bool operator <(PackageVersion left, PackageVersion right) => left.CompareTo(right) < 0;

    public static bool operator <=(PackageVersion left, PackageVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(PackageVersion left, PackageVersion right) => left.CompareTo(right) > 0;

    public static bool operator >=(PackageVersion left, PackageVersion right) => left.CompareTo(right) >= 0;

    private static int AbsentLast(uint? one, uint? other) => (one ?? long.MaxValue).CompareTo(other ?? long.MaxValue);

    private static int AbsentLast(string? one, string? other) => (one, other) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => string.CompareOrdinal(one, other),
    };

    private static string After(string? part, string separator) => part is null ? "" : part + separator;

    private static string Before(string separator, object? part) => part is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{separator}{part}");

    [GeneratedRegex(
        @"^((?<variant>[a-z][a-z0-9.]*)-)?(?<major>0|[1-9][0-9]*)(\.(?<minor>0|[1-9][0-9]*)(\.(?<patch>0|[1-9][0-9]*)(-(?<prerelease>[0-9a-zA-Z]+))?([_+](?<build>[0-9a-zA-Z]+))?)?)?\z")]
    private static partial Regex Pattern();
}
