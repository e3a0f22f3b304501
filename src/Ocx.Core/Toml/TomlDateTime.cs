namespace Ocx.Core.Toml;

/// <summary>TOML's four kinds in one: which parts are there tells the kind. Fractions beyond 100 ns are cut off.</summary>
/// <param name="date">Null for a local time.</param>
/// <param name="time">Null for a local date.</param>
/// <param name="offset">From UTC; only an offset date-time has one.</param>
public sealed class TomlDateTime(TomlPosition position, DateOnly? date, TimeOnly? time, TimeSpan? offset) : TomlValue(position)
{
    public DateOnly? Date { get; } = date;

    public TimeOnly? Time { get; } = time;

    public TimeSpan? Offset { get; } = offset;

    public override string Description => Date is null ? "a time" : Time is null ? "a date" : "a date and time";
}
