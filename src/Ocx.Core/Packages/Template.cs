using Ocx.Core.Diagnostics;

namespace Ocx.Core.Packages;

/// <summary>A value with <c>${…}</c> tokens, split into its parts (contract: package, 2.5). <c>$${</c> stands for a literal <c>${</c>.</summary>
public static class Template
{
    /// <exception cref="OcxException">OCX4003: a token that is not known.</exception>
    public static IReadOnlyList<TemplatePart> Parse(string text)
    {
        var parts = new List<TemplatePart>();
        var literal = 0;
        var position = 0;
        while (position < text.Length)
        {
            if (string.CompareOrdinal(text, position, "$${", 0, 3) == 0)
            {
                AddLiteral(parts, text[literal..position] + "${");
                position += 3;
                literal = position;
                continue;
            }

            var end = string.CompareOrdinal(text, position, "${", 0, 2) == 0 ? text.IndexOf('}', position) : -1;
            if (end < 0)
            {
                position++;
                continue;
            }

            AddLiteral(parts, text[literal..position]);
            parts.Add(ParseToken(text[(position + 2)..end]));
            position = end + 1;
            literal = position;
        }

        AddLiteral(parts, text[literal..]);
        return parts;
    }

    private static TemplatePart ParseToken(string body)
    {
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        var (name, modifier) = colon < 0 ? (body, null) : (body[..colon], body[(colon + 1)..]);
        var posix = modifier == "posix";
        if (modifier is not (null or "native" or "posix"))
        {
            throw Invalid(body, $"the modifier '{modifier}' is unknown (native and posix are known)");
        }

        if (name is "installPath" or "self.installPath")
        {
            return new TemplatePart.InstallPath(posix);
        }

        if (name.StartsWith("self.env.", StringComparison.Ordinal) && VariableKey.IsValid(name["self.env.".Length..]))
        {
            return modifier is null
                ? new TemplatePart.SelfVariable(name["self.env.".Length..])
                : throw Invalid(body, "a variable takes no modifier");
        }

        const string Suffix = ".installPath";
        if (name.StartsWith("deps.", StringComparison.Ordinal)
            && name.EndsWith(Suffix, StringComparison.Ordinal)
            && name.Length > "deps.".Length + Suffix.Length)
        {
            return new TemplatePart.DependencyPath(name["deps.".Length..^Suffix.Length], posix);
        }

        throw Invalid(body, "known are installPath, self.installPath, self.env.KEY and deps.NAME.installPath; a literal '${' is written '$${'");
    }

    private static OcxException Invalid(string body, string reason) =>
        new(ExecutionErrors.TemplateInvalid, $"The token '${{{body}}}' cannot be resolved: {reason}.");

    private static void AddLiteral(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new TemplatePart.Literal(text));
        }
    }
}
