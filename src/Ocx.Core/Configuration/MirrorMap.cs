using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>
/// Which registries are read through a mirror. A mirror takes the place of its registry's host for all reading, and is never left for it:
/// behind a firewall that would defeat the point.
/// </summary>
internal static class MirrorMap
{
    /// <param name="files">Lowest first; a nearer entry replaces the whole entry of the same host.</param>
    /// <param name="isInsecure">Whether plain HTTP is allowed for a host with its port.</param>
    /// <exception cref="OcxException">OCX1018, OCX1023: no address. OCX5003: plain HTTP, and not allowed.</exception>
    public static IReadOnlyDictionary<string, Setting<Uri>> Build(
        IEnumerable<ConfigurationFile> files, VariableReader variables, Predicate<string> isInsecure)
    {
        var entries = new Dictionary<string, MirrorEntry>(StringComparer.Ordinal);
        var tiers = files.Select(file => file.Mirrors).Append(MirrorsVariable.Read(variables));
        foreach (var (host, entry) in tiers.SelectMany(tier => tier))
        {
            entries[host] = entry;
        }

        return entries.ToDictionary(pair => pair.Key, pair => Resolve(pair.Key, pair.Value, isInsecure), StringComparer.Ordinal);
    }

    /// <summary>A host with optional port, not an address with a scheme or path: identifiers would never match that.</summary>
    public static bool IsHost(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']');

    private static Setting<Uri> Resolve(string host, MirrorEntry entry, Predicate<string> isInsecure)
    {
        if (string.IsNullOrEmpty(entry.Url))
        {
            throw Invalid(entry, $"The mirror of {host} has no url.");
        }

        var url = RegistryAddress.TryParse(entry.Url, entry.Directory)
            ?? throw Invalid(entry, $"The mirror of {host} has a url that is no address: {RegistryAddress.Forms}.");
        return new(PlainHttp.Check(url, isInsecure(url.Authority), $"{Subject(entry)}The mirror of {host}", entry.Origin.Location), entry.Origin);
    }

    private static OcxException Invalid(MirrorEntry entry, string message) => entry.Origin.Location is { } place
        ? new(ProjectErrors.ConfigSyntax, message, place)
        : new(ProjectErrors.SettingInvalid, $"{Subject(entry)}{message}");

    private static string Subject(MirrorEntry entry) => entry.Origin.Location is null ? $"{entry.Origin}: " : "";
}
