using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>
/// Platform keys of <c>ocx.lock</c> (contract: cli, 8.3). Version 3 has the canonical text of a platform; version 2 has
/// <c>os/arch[/variant][/os_version][;osf=feature,…][;feat=feature,…]</c> with escapes of its own.
/// </summary>
internal static partial class LockPlatformKey
{
    private const string Reserved = "%/,;=";
    private const string Text = "([^%/,;=]|%(25|2F|2C|3B|3D))+";

    public static string Format(Platform platform, int lockVersion)
    {
        if (lockVersion >= 3 || platform.IsAny)
        {
            return platform.ToString();
        }

        string?[] parts = [platform.Os, platform.Architecture, platform.Variant, platform.OsVersion];
        var features = platform.Features.Count == 0 ? "" : ";osf=" + string.Join(',', platform.Features.Select(Escape));
        return string.Join('/', parts.OfType<string>().Select(Escape)) + features;
    }

    /// <param name="platform">Null, with success, for a key of version 2 that asks for processor features.</param>
    public static bool TryParse(string key, int lockVersion, out Platform? platform, [NotNullWhen(false)] out string? problem)
    {
        if (lockVersion < 3)
        {
            return TryParseVersion2(key, out platform, out problem);
        }

        if (Platform.TryParse(key, out platform, out problem) && platform.ToString() != key)
        {
            problem = $"the canonical form is '{platform}'";
        }

        return problem is null;
    }

    private static bool TryParseVersion2(string key, out Platform? platform, [NotNullWhen(false)] out string? problem)
    {
        platform = null;
        problem = null;
        if (key == Platform.Any.ToString())
        {
            platform = Platform.Any;
            return true;
        }

        var match = Version2Pattern().Match(key);
        if (!match.Success)
        {
            problem = "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any";
            return false;
        }

        if (!Platform.TryParse(match.Groups["machine"].Value, out var machine, out problem))
        {
            return false;
        }

        if (!match.Groups["processor"].Success)
        {
            platform = new(
                machine.Os,
                machine.Architecture,
                Component("variant"),
                match.Groups["feature"].Captures.Select(capture => Uri.UnescapeDataString(capture.Value)),
                Component("version"));
        }

        return true;

        string? Component(string name) => match.Groups[name] is { Success: true } group ? Uri.UnescapeDataString(group.Value) : null;
    }

    private static string Escape(string component) => string.Concat(component.Select(c =>
        Reserved.Contains(c, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}") : c.ToString()));

    // Without a variant the os_version follows the architecture directly; numbers with dots tell it from a variant.
    [GeneratedRegex(
        @"^(?<machine>[a-z0-9]+/[a-z0-9]+)"
        + @"(/(?<variant>(?![0-9]+(\.[0-9]+)+(;|\z))" + Text + "))?"
        + "(/(?<version>" + Text + "))?"
        + "(;osf=(?<feature>" + Text + ")(,(?<feature>" + Text + "))*)?"
        + "(;feat=(?<processor>" + Text + "(," + Text + @")*))?\z")]
    private static partial Regex Version2Pattern();
}
