using System.Diagnostics.CodeAnalysis;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>Names a package: <c>registry/repository[:tag][@digest]</c> (contract: package, 3.1).</summary>
/// <param name="Registry">Host with optional port.</param>
/// <param name="Repository">Lower-case path, without registry.</param>
/// <param name="Tag">As the user wrote it, with '+' as '_'; null when none was given.</param>
public sealed record Identifier(string Registry, string Repository, string? Tag = null, Digest? Digest = null)
{
    public const string DefaultTag = "latest";

    private const int MaximumRepositoryLength = 255;

    /// <summary>The last segment of the repository: the default name of a binding.</summary>
    public string ShortName => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary><c>registry/repository</c>.</summary>
    public string RepositoryName => $"{Registry}/{Repository}";

    public string TagOrLatest => Tag ?? DefaultTag;

    /// <param name="defaultRegistry">Put in front when the text names no registry; null when it must.</param>
    /// <exception cref="OcxException">OCX1020.</exception>
    public static Identifier Parse(string text, string? defaultRegistry) =>
        TryParse(text, defaultRegistry, out var identifier, out var problem)
            ? identifier
            : throw new OcxException(ProjectErrors.IdentifierInvalid, $"'{text}' is not a package identifier: {problem}.");

    public static bool TryParse(
        string text,
        string? defaultRegistry,
        [NotNullWhen(true)] out Identifier? identifier,
        [NotNullWhen(false)] out string? problem)
    {
        identifier = null;
        Digest? digest = null;
        var name = text;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!Oci.Digest.TryParse(text[(at + 1)..], out var parsed))
            {
                problem = "the part after '@' is not a digest (sha256: and 64 lower-case hex digits)";
                return false;
            }

            digest = parsed;
            name = text[..at];
        }

        string? tag = null;
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        var firstSlash = name.IndexOf('/', StringComparison.Ordinal);
        if (colon >= 0)
        {
            tag = name[(colon + 1)..].Replace('+', '_');
            name = name[..colon];
        }

        string? registry = defaultRegistry;
        var repository = name;
        if (firstSlash > 0 && LooksLikeRegistry(name[..firstSlash]))
        {
            registry = name[..firstSlash];
            repository = name[(firstSlash + 1)..];
        }

        problem = registry is null ? "it names no registry (write registry/repository)"
            : ProblemOf(repository) ?? (tag is null ? null : ProblemOfTag(tag)) ?? ProblemOfRegistry(registry);
        if (problem is not null)
        {
            return false;
        }

        identifier = new(registry!, repository, tag, digest);
        return true;
    }

    public override string ToString() => $"{RepositoryName}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static bool LooksLikeRegistry(string segment) => segment == "localhost" || segment.AsSpan().IndexOfAny('.', ':') >= 0;

    /// <summary>Whether identifiers can begin with the text: a host with optional port, told from a repository by its dot or port.</summary>
    internal static bool IsRegistry(string text) =>
        LooksLikeRegistry(text) && ProblemOfRegistry(text) is null && !text.EndsWith(':') && Uri.TryCreate("https://" + text, UriKind.Absolute, out _);

    private static string? ProblemOfRegistry(string registry) =>
        registry.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') && !registry.Contains("..", StringComparison.Ordinal)
            ? null
            : $"'{registry}' is not a host name";

    private static string? ProblemOf(string repository)
    {
        if (repository.Length == 0)
        {
            return "the repository is empty";
        }

        if (repository.Length > MaximumRepositoryLength)
        {
            return $"the repository has more than {MaximumRepositoryLength} characters";
        }

        foreach (var segment in repository.Split('/'))
        {
            if (segment is "" or "." or "..")
            {
                return $"the repository has the segment '{segment}'";
            }

            if (!segment.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-'))
            {
                return $"'{segment}' may hold only a-z, 0-9, '.', '_' and '-'";
            }
        }

        return null;
    }

    internal static bool IsRepository(string text) => ProblemOf(text) is null;

    internal static bool IsTag(string text) => ProblemOfTag(text) is null;

    private static string? ProblemOfTag(string tag) =>
        tag.Length is > 0 and <= 128
        && (char.IsAsciiLetterOrDigit(tag[0]) || tag[0] == '_')
        && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            ? null
            : $"'{tag}' is not a tag (letters, digits, '_', '.', '-', at most 128)";
}
