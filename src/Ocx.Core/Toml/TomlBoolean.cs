namespace Ocx.Core.Toml;

public sealed class TomlBoolean(TomlPosition position, bool value) : TomlValue(position)
{
    public bool Value { get; } = value;

    public override string Description => "a boolean";
}
