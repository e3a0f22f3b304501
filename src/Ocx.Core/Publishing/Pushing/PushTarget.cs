using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>The tag that is published, and whether it may be.</summary>
internal static class PushTarget
{
    /// <summary>What the request names, or else the receipts that <c>package create</c> has put beside the archives.</summary>
    /// <param name="otherwise">The platform if nobody names one.</param>
    /// <exception cref="OcxException">OCX1022: nobody names it.</exception>
    public static (Identifier Package, Platform Platform) Read(PushRequest request, Platform? otherwise = null) => (
        request.Identifier ?? FromReceipts(request, receipt => receipt.Identifier, "packages")
            ?? throw Invalid("The package to publish is not named.", "Name it with `--identifier ID`."),
        request.Platform ?? FromReceipts(request, receipt => receipt.Platform, "platforms") ?? otherwise
            ?? throw Invalid("It is not said what platform the package is for.", "Name it with `--platform OS/ARCH`, such as linux/amd64, or any."));

    private static T? FromReceipts<T>(PushRequest request, Func<Receipt, T?> value, string what)
        where T : class
    {
        var found = request.Layers.Select(layer => layer.Path).OfType<string>()
            .Select(path => Receipt.Read(Receipt.FileOf(path))).OfType<Receipt>().Select(value).OfType<T>().Distinct().ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw Invalid(
            $"The archives were made for different {what}: {string.Join(", ", found)}.", "Name the right one with `--identifier ID` or `--platform OS/ARCH`.");
    }

    /// <returns>The identifier with its final tag.</returns>
    /// <exception cref="OcxException">OCX1022.</exception>
    public static Identifier Of(Identifier identifier, BuildTimestamp timestamp, DateTimeOffset now)
    {
        var tag = identifier.TagOrLatest;
        if (identifier.Digest is not null)
        {
            throw Invalid($"{identifier} names a digest; a package is published under a tag.", "Leave out the part after '@'.");
        }

        if (ReservedTag.Is(tag))
        {
            throw Invalid($"The tag '{tag}' is one that ocx keeps for other things than packages.", "Choose another tag; a version such as 1.2.3 is usual.");
        }

        return identifier with { Tag = timestamp == BuildTimestamp.None ? tag : WithBuild(identifier, tag, timestamp, now) };
    }

    /// <summary>The version that a tag is, since only versions have rolling tags above them.</summary>
    /// <exception cref="OcxException">OCX1022.</exception>
    public static PackageVersion VersionOf(Identifier identifier) => PackageVersion.TryParse(identifier.TagOrLatest, out var version)
        ? version
        : throw Invalid(
            $"'{identifier.TagOrLatest}' is not a version, and so there are no rolling tags to move with it.",
            "Versions are X, X.Y or X.Y.Z, with -PRERELEASE and _BUILD (letters and digits) after X.Y.Z, and VARIANT- in front. Correct the tag, or do not ask for rolling tags.");

    private static string WithBuild(Identifier identifier, string tag, BuildTimestamp timestamp, DateTimeOffset now)
    {
        if (!PackageVersion.TryParse(tag, out var version) || version.Patch is null || version.Build is not null)
        {
            throw Invalid($"{identifier} cannot get a build timestamp.", "It is for versions X.Y.Z, with a variant or prerelease or not, that name no build yet.");
        }

        var format = timestamp == BuildTimestamp.Date ? "yyyyMMdd" : "yyyyMMddHHmmss";
        return (version with { Build = now.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) }).ToString();
    }

    private static OcxException Invalid(string message, string nextStep) => new(ProjectErrors.UsageInvalid, message, nextStep: nextStep);
}
