namespace Ocx.Core.Toml;

public sealed class TomlString(TomlPosition position, string value) : TomlValue(position)
{
    /// <summary>Unescaped; line ends are LF.</summary>
    public string Value { get; } = value;

    public override string Description => "a string";
}
