using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ocx.Core.Toml;

/// <summary>
/// A TOML 1.0 text and its meaning. Immutable: an edit gives a new document that keeps comments, order and spacing of all it does not touch.
/// </summary>
/// <remarks>Own code, for Tomlyn is not on the feed this builds from, and editing needs a lossless tree either way.</remarks>
public sealed class TomlDocument
{
    private readonly string _text;

    private TomlDocument(string text)
    {
        _text = text;
        Root = TomlParser.Parse(text);
    }

    public TomlTable Root { get; }

    /// <param name="utf8">With or without byte order mark.</param>
    /// <exception cref="TomlSyntaxException">Not UTF-8, or not TOML.</exception>
    public static TomlDocument Parse(ReadOnlySpan<byte> utf8)
    {
        var content = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        return new(Decode(content));
    }

    /// <param name="path">The keys from the root to the value.</param>
    /// <returns>Null when there is none.</returns>
    public TomlValue? Find(IReadOnlyList<string> path)
    {
        TomlValue? value = Root;
        foreach (var key in path)
        {
            value = value is TomlTable table && table.TryGet(key, out var entry) ? entry.Value : null;
        }

        return value;
    }

    /// <summary>Sets a string. A value that stands there is replaced in place; else the key is added to its table, and the table is made if need be.</summary>
    /// <param name="path">The keys from the root to the value.</param>
    /// <exception cref="InvalidOperationException">The path goes through something that is not a table, or ends at a table.</exception>
    public TomlDocument With(IReadOnlyList<string> path, string value) => Edit(editor => editor.Set(path, value));

    /// <summary>Removes a value with its line, or an empty table with its header. Comments on lines of their own stay.</summary>
    /// <param name="path">The keys from the root to the value.</param>
    /// <exception cref="InvalidOperationException">There is nothing, or a table that is not empty.</exception>
    public TomlDocument Without(IReadOnlyList<string> path) => Edit(editor => editor.Remove(path));

    /// <summary>UTF-8 without byte order mark; as it was read, or with LF after an edit.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text);

    public override string ToString() => _text;

    private TomlDocument Edit(Func<TomlEditor, string> edit)
    {
        var document = _text.Contains('\r', StringComparison.Ordinal) ? new(_text.Replace("\r\n", "\n", StringComparison.Ordinal)) : this;
        return new(edit(new(document._text, document.Root)));
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        var buffer = new char[utf8.Length];
        var status = Utf8.ToUtf16(utf8, buffer, out _, out var length, replaceInvalidSequences: false);
        var text = new string(buffer, 0, length);
        return status == OperationStatus.Done
            ? text
            : throw new TomlScanner(text).ErrorAt(length, "the file is not UTF-8 from here on; save it in that encoding");
    }
}
