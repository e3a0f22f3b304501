namespace Ocx.Core.Toml;

public sealed class TomlFloat(TomlPosition position, double value) : TomlValue(position)
{
    public double Value { get; } = value;

    public override string Description => "a float";
}
