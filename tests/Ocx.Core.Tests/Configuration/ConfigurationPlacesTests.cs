using Ocx.Core.Configuration;

namespace Ocx.Core.Tests.Configuration;

[TestClass]
public sealed class ConfigurationPlacesTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["HOME"] = "/home/me",
        ["XDG_CONFIG_HOME"] = "/xdg",
        ["APPDATA"] = @"C:\Users\me\AppData\Roaming",
        ["ProgramData"] = @"C:\ProgramData",
    };

    [TestMethod]
    [DataRow(HostSystem.Unix, "/store", "machine=/etc/ocx/config.toml user=/xdg/ocx/config.toml store=/store/config.toml")]
    [DataRow(HostSystem.MacOS, "/store", "machine=/etc/ocx/config.toml user=/home/me/Library/Application Support/ocx/config.toml store=/store/config.toml")]
    [DataRow(HostSystem.Windows, @"D:\store", @"machine=/etc/ocx/config.toml machine=C:\ProgramData\ocx\config.toml user=C:\Users\me\AppData\Roaming\ocx\config.toml store=D:\store\config.toml")]
    public void Every_system_has_its_places(object system, string home, string expected) =>
        Assert.AreEqual(expected, Places((HostSystem)system, home, Variables));

    [TestMethod]
    [DataRow("/", DisplayName = "a root")]
    [DataRow("", DisplayName = "empty")]
    [DataRow("relative/xdg", DisplayName = "relative")]
    public void Without_a_usable_XDG_directory_the_users_own_is_taken(string xdg)
    {
        var expected = xdg == "/" ? "/ocx/config.toml" : "/home/me/.config/ocx/config.toml";

        Assert.Contains($"user={expected} ", Places(HostSystem.Unix, "/store", new(Variables) { ["XDG_CONFIG_HOME"] = xdg }));
    }

    [TestMethod]
    [DataRow(HostSystem.Unix)]
    [DataRow(HostSystem.MacOS)]
    [DataRow(HostSystem.Windows)]
    public void Without_a_home_there_is_no_user_tier(object system) =>
        Assert.AreEqual($"machine=/etc/ocx/config.toml store=/store{((HostSystem)system == HostSystem.Windows ? '\\' : '/')}config.toml", Places((HostSystem)system, "/store", []));

    private static string Places(HostSystem system, string home, Dictionary<string, string> variables) =>
        string.Join(' ', ConfigurationPlaces.Of(system, home, new(variables)).Select(place => $"{place.Tier}={place.Path}"));
}
