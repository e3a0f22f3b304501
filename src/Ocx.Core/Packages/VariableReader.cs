namespace Ocx.Core.Packages;

/// <summary>Reads one element of <c>env</c>.</summary>
internal static class VariableReader
{
    public static EnvironmentVariable Read(JsonNodeReader node)
    {
        var declaredKey = node.Required("key");
        var key = declaredKey.Text();
        if (key.Length == 0 || key.AsSpan().IndexOfAny('=', '\0') >= 0)
        {
            throw declaredKey.Invalid($"'{key}' is not a variable name");
        }

        var visibility = Visibility.Private;
        if (node.Member("visibility") is { } declared)
        {
            visibility = VisibilityAlgebra.Parse(declared.Text()) is { } parsed and not Visibility.Sealed
                ? parsed
                : throw declared.Invalid("expected private, public or interface");
        }

        var value = node.Required("value").Text();
        var type = node.Required("type");
        return type.Text() switch
        {
            "path" => new(key, VariableType.Path, value, visibility, Required: node.Member("required")?.Boolean() ?? false),
            "constant" => new(key, VariableType.Constant, value, visibility),
            "list" => new(key, VariableType.List, value, visibility, Separator: ListSeparator(node, value)),
            var other => throw type.Invalid($"'{other}' is not a kind of variable this version knows; a newer ocx may"),
        };
    }

    private static string ListSeparator(JsonNodeReader node, string value)
    {
        var member = node.Required("separator");
        var separator = member.Text();
        if (!VariableKey.IsSeparator(separator))
        {
            throw member.Invalid("a separator is not empty and holds no '=' and no line break");
        }

        return value.StartsWith(separator, StringComparison.Ordinal) || value.EndsWith(separator, StringComparison.Ordinal)
            ? throw node.Required("value").Invalid("the value must not begin or end with its separator")
            : separator;
    }
}
