using System.Text;
using Ocx.Core.Oci;

namespace Ocx.Core.Verification;

/// <summary>The file <c>digest</c> of a layer or package.</summary>
internal static class ObjectDigest
{
    private const int MaximumSize = 256;

    /// <param name="path">Of the object.</param>
    /// <exception cref="InvalidDataException">It is damaged, or does not fit the path.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Digest Read(string path)
    {
        var text = Encoding.UTF8.GetString(ObjectFile.Read(Path.Combine(path, "digest"), MaximumSize)).Trim();
        return !Digest.TryParse(text, out var digest) ? throw new InvalidDataException("it is no digest")
            : !ObjectPlace.Fits(path, digest) ? throw new InvalidDataException($"it says {digest}, which is not what the path says")
            : digest;
    }
}
