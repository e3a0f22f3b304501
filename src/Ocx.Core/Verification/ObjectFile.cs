using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>Reads the small files of objects, whatever has become of them.</summary>
internal static class ObjectFile
{
    /// <exception cref="InvalidDataException">It is missing, no plain file, or too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, int maximumSize) => TreeEntry.Of(path) switch
    {
        null => throw new InvalidDataException("it is missing"),
        { Kind: not FileKind.File } => throw new InvalidDataException("it is no plain file"),
        { Length: var length } when length > maximumSize => throw new InvalidDataException($"it has {length} bytes, more than the {maximumSize} allowed"),
        { Length: var length } => SharedFile.ReadAllBytes(path, (int)length),
    };
}
