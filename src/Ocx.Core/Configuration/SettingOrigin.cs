using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>Where the value of a setting was found: a place in a file, a variable, an option, or nowhere.</summary>
public sealed record SettingOrigin
{
    private readonly string _text;

    private SettingOrigin(string text, SourceLocation? location = null)
    {
        _text = text;
        Location = location;
    }

    /// <summary>Nothing was set.</summary>
    public static SettingOrigin Default { get; } = new("default");

    /// <summary>The place in a file; null when it was found elsewhere.</summary>
    public SourceLocation? Location { get; }

    public static SettingOrigin File(SourceLocation location) => new(location.ToString(), location);

    /// <param name="name">Of an environment variable, or of an option or property as its user writes it.</param>
    public static SettingOrigin Named(string name) => new(name);

    /// <summary><c>config.toml(3,7)</c>, <c>OCX_HOME</c>, <c>--offline</c> or <c>default</c>.</summary>
    public override string ToString() => _text;
}
