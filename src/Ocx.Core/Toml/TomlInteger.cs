namespace Ocx.Core.Toml;

public sealed class TomlInteger(TomlPosition position, long value) : TomlValue(position)
{
    public long Value { get; } = value;

    public override string Description => "an integer";
}
