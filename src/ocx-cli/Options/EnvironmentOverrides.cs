using System.CommandLine;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Packages;

namespace Ocx.Cli.Options;

/// <summary><c>--env KEY[:TYPE[:SEPARATOR]]=VALUE</c>, applied after everything else.</summary>
internal static class EnvironmentOverrides
{
    public static Option<string[]> Option() => new("--env")
    {
        Description = "Set a variable on top: KEY=VALUE, KEY:path=DIRECTORY (in front), KEY:list[:SEPARATOR]=VALUE (at the end); repeatable",
        HelpName = "KEY[:TYPE]=VALUE",
    };

    /// <exception cref="OcxException">OCX4010.</exception>
    public static IReadOnlyList<EnvironmentEntry> EnvironmentOverridesOf(this Invocation invocation, Option<string[]> option) =>
        [.. (invocation.Arguments.GetValue(option) ?? []).Select(text => Parse(text, invocation.AbsolutePath))];

    private static EnvironmentEntry Parse(string text, Func<string, string> absolutePath)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw Invalid(text, "it has no '='");
        }

        var parts = text[..equals].Split(':', 3);
        var key = parts[0];
        if (key.Length == 0 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(key[0]))
        {
            throw Invalid(text, $"'{key}' is not a variable's name");
        }

        if (key.StartsWith("OCX_", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(text, "OCX_ variables are set by ocx itself");
        }

        VariableType type = (parts.Length > 1 ? parts[1] : "constant") switch
        {
            "constant" => VariableType.Constant,
            "path" => VariableType.Path,
            "list" => VariableType.List,
            _ => throw Invalid(text, $"'{parts[1]}' is not one of constant, path and list"),
        };
        var separator = parts.Length > 2 ? parts[2] : null;
        if (separator is not null && (type != VariableType.List || separator.Length == 0))
        {
            throw Invalid(text, "only a list has a separator, and it is not empty");
        }

        var value = text[(equals + 1)..];
        return new(key, type == VariableType.Path && value.Length > 0 ? absolutePath(value) : value, type, separator);
    }

    private static OcxException Invalid(string text, string problem) =>
        new(ExecutionErrors.OverrideInvalid, $"--env {text}: {problem}.", nextStep: ExecutionErrors.OverrideInvalid.Cause);
}
