using System.Globalization;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Toml;

/// <summary>A user's TOML file under one of our schemas: bounds its size, and says in which file and place a key or value is wrong.</summary>
/// <param name="nextStep">Added to every error; null where the message says enough.</param>
internal sealed class TomlFile(string path, ErrorCode syntaxError, ErrorCode schemaError, string? nextStep = null)
{
    /// <summary>Bytes of a configuration, project or lock file.</summary>
    public const int MaximumSize = 65_536;

    /// <exception cref="OcxException">OCX1015, or the syntax error.</exception>
    public TomlDocument Parse(ReadOnlySpan<byte> content)
    {
        RequireSize(content.Length, new(path));
        try
        {
            return TomlDocument.Parse(content);
        }
        catch (TomlSyntaxException exception)
        {
            throw new OcxException(syntaxError, Sentence(exception.Message), new(path, exception.Line, exception.Column), nextStep, exception);
        }
    }

    public static void RequireSize(int size, SourceLocation? location)
    {
        if (size > MaximumSize)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"The file has {size:N0} bytes; at most {MaximumSize:N0} are allowed.");
            throw new OcxException(ProjectErrors.FileTooLarge, message, location);
        }
    }

    public SourceLocation At(TomlPosition position) => new(path, position.Line, position.Column);

    public OcxException Error(TomlPosition position, string message) => new(schemaError, message, At(position), nextStep);

    public TomlTable Table(TomlEntry entry) => entry.Value as TomlTable ?? throw Expected(entry, "a table");

    public string String(TomlEntry entry) => entry.Value is TomlString text ? text.Value : throw Expected(entry, "a string");

    public bool Boolean(TomlEntry entry) => entry.Value is TomlBoolean boolean ? boolean.Value : throw Expected(entry, "true or false");

    public long Integer(TomlEntry entry) => entry.Value is TomlInteger integer ? integer.Value : throw Expected(entry, "an integer");

    /// <summary>One of a few words.</summary>
    public T Choice<T>(TomlEntry entry, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (entry.Value is TomlString text && text.Value == word)
            {
                return value;
            }

            words.Add($"\"{word}\"");
        }

        throw Expected(entry, string.Join(" or ", words));
    }

    /// <param name="where">The table's name, for the message.</param>
    public TomlEntry Required(TomlTable table, string where, string key) =>
        table.TryGet(key, out var entry) ? entry : throw Error(table.Position, $"{where} has no key '{key}'.");

    public void RequireKnownKeys(TomlTable table, string where, params ReadOnlySpan<string> known)
    {
        foreach (var entry in table.Entries)
        {
            if (!known.Contains(entry.Key))
            {
                var meant = Spelling.Nearest(entry.Key, known.ToArray()) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                throw Error(entry.KeyPosition, $"'{entry.Key}' is not a key of {where}, which may hold {string.Join(", ", known!)}.{meant}");
            }
        }
    }

    private OcxException Expected(TomlEntry entry, string expected) => Error(
        entry.Value.Position,
        $"'{entry.Key}' must be {expected}, not {(entry.Value is TomlString text ? TomlWriter.String(text.Value) : entry.Value.Description)}.");

    private static string Sentence(string message) => $"{char.ToUpperInvariant(message[0])}{message[1..]}.";
}
