using System.Text.Json;

namespace Ocx.Core.Packages;

/// <summary>Reads <c>entrypoints</c>: an object by name, or the early array of name and target.</summary>
internal static class EntrypointReader
{
    public static IReadOnlyDictionary<string, Entrypoint> Read(JsonNodeReader? node)
    {
        var entrypoints = new SortedDictionary<string, Entrypoint>(StringComparer.Ordinal);
        if (node is not { } declared)
        {
            return entrypoints;
        }

        var entries = declared.Element.ValueKind == JsonValueKind.Array
            ? declared.Items().Select(item => (item.Required("name").Text(), FromTarget(item), item))
            : declared.Members().Select(member => (member.Name, FromObject(member.Value), member.Value));
        foreach (var (name, entrypoint, place) in entries)
        {
            if (!Slug.IsValid(name) || entrypoint.Command is { } command && !Slug.IsValid(command))
            {
                throw place.Invalid("names and commands of entry points hold a-z, 0-9, '_' and '-'");
            }

            if (!entrypoints.TryAdd(name, entrypoint))
            {
                throw place.Invalid($"the entry point '{name}' is declared twice");
            }
        }

        return entrypoints;
    }

    private static Entrypoint FromObject(JsonNodeReader node) => new(
        node.Member("command")?.Text(),
        node.Member("args") is { } arguments ? [.. arguments.Items().Select(argument => argument.Text())] : null);

    /// <summary>The program is found by its name on the composed PATH, as it was then.</summary>
    private static Entrypoint FromTarget(JsonNodeReader node)
    {
        var target = node.Required("target").Text();
        return new(target[(target.LastIndexOfAny(['/', '\\']) + 1)..]);
    }
}
