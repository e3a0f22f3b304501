using System.Text.RegularExpressions;
using Ocx.Core.Packages;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>The variables of an <c>env</c> table.</summary>
internal sealed partial class EnvironmentTableReader(TomlFile file)
{
    public IReadOnlyList<EnvironmentDeclaration> Read(TomlEntry table) => [.. file.Table(table).Entries.Select(ReadVariable)];

    private EnvironmentDeclaration ReadVariable(TomlEntry entry)
    {
        RequireKey(entry);
        var location = file.At(entry.KeyPosition);
        if (entry.Value is TomlString constant)
        {
            return new(entry.Key, VariableType.Constant, constant.Value, Separator: null, location);
        }

        if (entry.Value is not TomlTable table)
        {
            throw file.Error(
                entry.Value.Position,
                $"The variable '{entry.Key}' must be a string or {{ type = \"…\", value = \"…\" }}, not {entry.Value.Description}.");
        }

        file.RequireKnownKeys(table, "a variable", "type", "value", "separator");
        var type = file.Choice(
            file.Required(table, $"The variable '{entry.Key}'", "type"),
            ("constant", VariableType.Constant),
            ("path", VariableType.Path),
            ("list", VariableType.List));
        var value = file.String(file.Required(table, $"The variable '{entry.Key}'", "value"));
        var separator = table.TryGet("separator", out var separatorEntry) ? ReadSeparator(separatorEntry, type, value) : null;
        return new(entry.Key, type, value, separator, location);
    }

    private void RequireKey(TomlEntry entry)
    {
        if (!KeyPattern().IsMatch(entry.Key))
        {
            throw file.Error(entry.KeyPosition, $"'{entry.Key}' is not a variable's name (letters, digits and '_', not starting with a digit).");
        }

        if (entry.Key.StartsWith("OCX_", StringComparison.OrdinalIgnoreCase) || entry.Key.StartsWith("__OCX_", StringComparison.OrdinalIgnoreCase))
        {
            throw file.Error(entry.KeyPosition, $"'{entry.Key}' cannot be set here: names that start with OCX_ steer ocx itself.");
        }
    }

    private string ReadSeparator(TomlEntry entry, VariableType type, string value)
    {
        var separator = file.String(entry);
        var problem =
            type != VariableType.List ? "Only a variable of type \"list\" has a separator."
            : separator.Length == 0 ? "A separator must not be empty."
            : separator.AsSpan().ContainsAny('=', '\r', '\n') ? "A separator must not hold '=' or a line end."
            : value.StartsWith(separator, StringComparison.Ordinal) || value.EndsWith(separator, StringComparison.Ordinal)
                ? "The value must not begin or end with its separator."
            : null;
        return problem is null ? separator : throw file.Error(entry.Value.Position, problem);
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex KeyPattern();
}
