using System.Globalization;
using System.Text;
using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>
/// Tells whether a lock was made for the tools that <c>ocx.toml</c> declares now (contract: cli, 9.2). Only tools enter, not environment or settings.
/// </summary>
public static class DeclarationHash
{
    /// <summary>Of the algorithm, as the lock records it.</summary>
    public const int Version = 1;

    public static Digest Compute(ProjectFile project) => Compute(project.Groups);

    /// <summary>The hash as it would be with one tool declared otherwise.</summary>
    internal static Digest Compute(ProjectFile project, ToolDeclaration tool, Identifier instead) => Compute(
        [.. project.Groups.Select(group => group with { Tools = [.. group.Tools.Select(each => each == tool ? each with { Identifier = instead } : each)] })]);

    private static Digest Compute(IReadOnlyList<ProjectGroup> groups) => Digest.Sha256(Encoding.UTF8.GetBytes(Canonicalize(groups)));

    /// <summary>The tools as RFC 8785 JSON: <c>{"default":[["name","identifier"],…],"group.x":[…]}</c>.</summary>
    internal static string Canonicalize(IReadOnlyList<ProjectGroup> declared)
    {
        var groups = declared
            .Select(group => (Key: group.Name == ProjectGroup.Default ? group.Name : $"group.{group.Name}", group.Tools))
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return $"{{{string.Join(',', groups.Select(group => $"{Quote(group.Key)}:[{Canonicalize(group.Tools)}]"))}}}";
    }

    private static string Canonicalize(IReadOnlyList<ToolDeclaration> tools) => string.Join(
        ',',
        tools.OrderBy(tool => tool.Name, Utf8Order.Instance).Select(tool => $"[{Quote(tool.Name)},{Quote(tool.Identifier.ToString())}]"));

    // System.Text.Json has no encoder that escapes as little as RFC 8785 wants.
    private static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append(@"\\"),
                '\b' => json.Append(@"\b"),
                '\t' => json.Append(@"\t"),
                '\n' => json.Append(@"\n"),
                '\f' => json.Append(@"\f"),
                '\r' => json.Append(@"\r"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }
}
