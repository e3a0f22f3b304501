using System.Globalization;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Inventory;

/// <summary>Reads what <see cref="TreeInventoryWriter"/> wrote: its own lines only, not everything that mtree(5) allows.</summary>
internal static class TreeInventory
{
    private const int DigestLength = 64;

    /// <summary>The entries in the order they were written: a directory before what it holds. One line is in memory at a time.</summary>
    /// <exception cref="InvalidDataException">While it is enumerated: a line is damaged or cut off; the message says which.</exception>
    /// <exception cref="OcxException">
    /// While it is enumerated: <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>, also if there is no file.
    /// </exception>
    public static IEnumerable<InventoryEntry> Read(string path)
    {
        using var lines = new InventoryLines(path);
        if (lines.Read() != TreeInventoryWriter.Signature)
        {
            throw lines.Invalid();
        }

        while (lines.Read() is { } line)
        {
            yield return Parse(line.Split(' ')) ?? throw lines.Invalid();
        }
    }

    private static InventoryEntry? Parse(string[] words) =>
        !words[0].StartsWith("./", StringComparison.Ordinal) || VisualText.Decode(words[0].AsSpan(2)) is not { Length: > 0 } path ? null
        : words[1..] switch
        {
            ["type=dir", var mode] when Mode(mode) is { } bits => new InventoryEntry(EntryKind.Directory, path, bits),
            ["type=link", var link] when Value(link, "link=") is { } text && VisualText.Decode(text) is { } target =>
                new InventoryEntry(EntryKind.SymbolicLink, path, Target: target),
            ["type=file", var mode, var size, var digest] when Mode(mode) is { } bits && Size(size) is { } bytes && Sha256(digest) is { } sha256 =>
                new InventoryEntry(EntryKind.File, path, bits, bytes, sha256),
            _ => null,
        };

    private static UnixFileMode? Mode(string word)
    {
        var digits = Value(word, "mode=");
        return digits is { Length: > 0 and <= 5 } && !digits.AsSpan().ContainsAnyExceptInRange('0', '7')
            ? (UnixFileMode)digits.Aggregate(0, (value, digit) => (value << 3) + (digit - '0'))
            : null;
    }

    private static long? Size(string word) =>
        long.TryParse(Value(word, "size="), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    private static byte[]? Sha256(string word) =>
        Value(word, "sha256digest=") is { Length: DigestLength } text && text.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(text) : null;

    private static string? Value(string word, string key) => word.StartsWith(key, StringComparison.Ordinal) ? word[key.Length..] : null;
}
