using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>A tool that <c>ocx.toml</c> asks for. Group and name together are its identity.</summary>
/// <param name="Name">The binding: its key in the table.</param>
/// <param name="Identifier">With the tag <c>latest</c> where the file gives neither tag nor digest.</param>
/// <param name="Location">Of the value.</param>
public sealed record ToolDeclaration(string Group, string Name, Identifier Identifier, SourceLocation Location)
{
    internal static Identifier Normalize(Identifier identifier) =>
        identifier is { Tag: null, Digest: null } ? identifier with { Tag = Identifier.DefaultTag } : identifier;
}
