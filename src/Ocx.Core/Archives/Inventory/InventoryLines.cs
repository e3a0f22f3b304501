using System.Globalization;
using System.Text;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Inventory;

/// <summary>The lines of an inventory, one at a time, none of them longer than one can be.</summary>
internal sealed class InventoryLines(string path) : IDisposable
{
    /// <summary>A path and a target of 4,096 bytes each, all of them escaped, and room for the rest.</summary>
    private const int LongestLine = 40_000;

    private readonly FileStream _input = Open(path);
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;
    private int _number;

    /// <summary>The next line without its end; null at the end of the file.</summary>
    public string? Read()
    {
        _number++;
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, length);
                _start += length + 1;
                return line;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var count = _end < LongestLine ? Fill() : throw Invalid();
            if (count == 0)
            {
                return _end == 0 ? null : throw Invalid();
            }

            _end += count;
        }
    }

    public InvalidDataException Invalid() =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {_number} of '{path}' is not one of an inventory"));

    public void Dispose() => _input.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "read");
        }
    }

    private int Fill()
    {
        try
        {
            return _input.Read(_buffer, _end, LongestLine - _end);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "read");
        }
    }
}
