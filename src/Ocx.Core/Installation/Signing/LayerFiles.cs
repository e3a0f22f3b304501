using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Files;

namespace Ocx.Core.Installation.Signing;

/// <summary>The regular files below a directory, each once, however many names it has. Links are not followed.</summary>
[UnsupportedOSPlatform("windows")]
internal static class LayerFiles
{
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
    };

    public static IReadOnlyList<LayerFile> Of(string content) =>
    [
        .. Directory.EnumerateFiles(content, "*", WithoutLinks)
            .Select(path => (Path: path, Status: UnixFileStatus.Of(path)))
            .Where(file => file.Status is { IsRegularFile: true })
            .GroupBy(file => file.Status)
            .Select(file => file.Select(name => name.Path).Order(StringComparer.Ordinal).ToList())
            .OrderBy(names => names[0], StringComparer.Ordinal)
            .Select(names => new LayerFile(names, File.GetUnixFileMode(names[0]))),
    ];

    public static bool IsExecutable(LayerFile file)
    {
        Span<byte> header = stackalloc byte[MachO.HeaderSize];
        using SafeFileHandle handle = File.OpenHandle(file.Names[0]);
        return MachO.IsExecutable(header[..RandomAccess.Read(handle, header, 0)]);
    }
}
