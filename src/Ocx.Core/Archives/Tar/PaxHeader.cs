using System.Buffers.Text;
using System.Text;

namespace Ocx.Core.Archives.Tar;

/// <summary>
/// The records of a PAX extended header that change what an entry is. Everything else (times, owners, attributes, comments) is passed over.
/// What two readers could understand differently is refused: repeated and empty values, numbers that are not plain digits.
/// </summary>
internal sealed class PaxHeader
{
    /// <summary>Longer headers are refused unread.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private const int MaximumLengthDigits = 7;

    private PaxHeader()
    {
    }

    public string? Path { get; private set; }

    public string? LinkPath { get; private set; }

    public long? Size { get; private set; }

    /// <summary>The entry's content is in a form that has holes.</summary>
    public bool IsSparse { get; private set; }

    public bool ChangesEntries => Path is not null || LinkPath is not null || Size is not null || IsSparse;

    /// <summary>Null if the records are not well-formed.</summary>
    public static PaxHeader? TryParse(ReadOnlySpan<byte> records)
    {
        var header = new PaxHeader();
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space is < 1 or > MaximumLengthDigits || records[..space].ContainsAnyExceptInRange((byte)'0', (byte)'9')
                || !Utf8Parser.TryParse(records[..space], out int length, out _)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n'
                || !header.TryAdd(records[(space + 1)..(length - 1)]))
            {
                return null;
            }

            records = records[length..];
        }

        return header;
    }

    private bool TryAdd(ReadOnlySpan<byte> record)
    {
        var equals = record.IndexOf((byte)'=');
        if (equals < 1)
        {
            return false;
        }

        var key = record[..equals];
        var value = record[(equals + 1)..];
        if (key.SequenceEqual("path"u8))
        {
            return Path is null && TryText(value, out var path) && (Path = path) is not null;
        }

        if (key.SequenceEqual("linkpath"u8))
        {
            return LinkPath is null && TryText(value, out var path) && (LinkPath = path) is not null;
        }

        if (key.SequenceEqual("size"u8))
        {
            return Size is null && TrySize(value);
        }

        IsSparse |= key.StartsWith("GNU.sparse."u8) || key.SequenceEqual("SUN.holesdata"u8);
        return true;
    }

    private static bool TryText(ReadOnlySpan<byte> value, out string? text)
    {
        var isText = !value.IsEmpty && System.Text.Unicode.Utf8.IsValid(value);
        text = isText ? Encoding.UTF8.GetString(value) : null;
        return isText;
    }

    private bool TrySize(ReadOnlySpan<byte> value)
    {
        if (value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(value, out long size, out var consumed) || consumed != value.Length)
        {
            return false;
        }

        Size = size;
        return true;
    }
}
