using System.Buffers.Binary;
using System.Text;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

/// <summary>A Linux system made up of programs, the loaders they ask for, and what these say.</summary>
internal sealed class FakeLoaderFiles : ILoaderFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Loader, string Argument), LoaderAnswer> _answers = [];

    /// <summary>Which loaders were started.</summary>
    public List<string> Started { get; } = [];

    /// <param name="interpreter">Null: no ELF program, a script.</param>
    public FakeLoaderFiles Program(string path, string? interpreter)
    {
        _files[path] = interpreter is null ? "#!/bin/true\n"u8.ToArray() : Elf(interpreter);
        return this;
    }

    public FakeLoaderFiles Loader(string path, int exitCode, string text, string argument = "--version")
    {
        _files[path] = [];
        _answers[(path, argument)] = new(exitCode, text);
        return this;
    }

    public bool Exists(string path) => _files.ContainsKey(path);

    public IEnumerable<string> List(string directory) => _files.Keys
        .Where(path => path.StartsWith(directory + "/", StringComparison.Ordinal))
        .Select(path => directory + "/" + path[(directory.Length + 1)..].Split('/')[0])
        .Distinct();

    public byte[] ReadStart(string path, int length) => _files.GetValueOrDefault(path) is { } content ? content[..Math.Min(length, content.Length)] : [];

    public LoaderAnswer Run(string loader, string argument)
    {
        Started.Add($"{loader} {argument}");
        return _answers.GetValueOrDefault((loader, argument), new(null, ""));
    }

    /// <summary>The headers of a 64-bit little-endian program: one entry of another type, then PT_INTERP.</summary>
    public static byte[] Elf(string interpreter)
    {
        const int table = 64;
        const int size = 56;
        var name = Encoding.UTF8.GetBytes(interpreter + "\0");
        var file = new byte[table + (2 * size) + name.Length];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), table);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), size);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(table), 6);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(table + size), 3);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(table + size + 8), table + (2 * size));
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(table + size + 32), (ulong)name.Length);
        name.CopyTo(file.AsSpan(table + (2 * size)));
        return file;
    }
}
