using System.Globalization;
using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Inventory;

/// <summary>
/// Writes what a layer was extracted to as an mtree(5) file, a line for each name, so that damage to the files can be found later without
/// the archive. The system's own tools can read it: <c>bsdtar</c>, <c>mtree</c>.
/// </summary>
/// <exception cref="OcxException">Of every method: <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
internal sealed class TreeInventoryWriter : IDisposable
{
    public const string Signature = "#mtree";

    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly StringBuilder _line = new();
    private readonly StreamWriter _output;

    /// <param name="path">Of a new file.</param>
    public TreeInventoryWriter(string path)
    {
        _path = path;
        try
        {
            _output = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0), Encoding.ASCII, BufferSize);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "create");
        }

        _line.Append(Signature);
        WriteLine();
    }

    public void Write(InventoryEntry entry)
    {
        // With a slash in it the first word is a path; without one it would be a name in the directory that the line before began.
        _line.Append("./");
        VisualText.Append(_line, entry.Path);
        switch (entry.Kind)
        {
            case EntryKind.Directory:
                _line.Append(" type=dir");
                AppendMode(entry.Mode);
                break;
            case EntryKind.SymbolicLink:
                _line.Append(" type=link link=");
                VisualText.Append(_line, entry.Target!);
                break;
            default:
                _line.Append(" type=file");
                AppendMode(entry.Mode);
                _line.Append(CultureInfo.InvariantCulture, $" size={entry.Size} sha256digest={Convert.ToHexStringLower(entry.Sha256!)}");
                break;
        }

        WriteLine();
    }

    /// <summary>What the buffer holds goes to the file, and any failure comes out; without this call the file is not complete.</summary>
    public void Complete() => FileFailure.Guard(_path, "write", _output.Flush);

    public void Dispose()
    {
        try
        {
            _output.Dispose();
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            // After a failure that was told already, or told to nobody because the file is thrown away.
        }
    }

    private void AppendMode(UnixFileMode mode) => _line.Append(" mode=0").Append(Convert.ToString((int)mode, 8));

    private void WriteLine()
    {
        _line.Append('\n');
        FileFailure.Guard(_path, "write", () => _output.Write(_line));
        _line.Clear();
    }
}
