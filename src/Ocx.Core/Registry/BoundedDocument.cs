using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>Reads documents whose length a stranger decides.</summary>
internal static class BoundedDocument
{
    /// <param name="source">For messages.</param>
    /// <param name="maximumSize">Bytes.</param>
    /// <exception cref="OcxException">OCX2008: larger than that.</exception>
    public static async Task<byte[]> ReadAsync(
        Stream stream, string source, CancellationToken cancellationToken, int maximumSize = ImageManifest.MaximumSize)
    {
        using var content = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (content.Length + read > maximumSize)
            {
                throw new OcxException(
                    RegistryErrors.ManifestInvalid,
                    $"{source} is larger than {maximumSize} bytes, the most that is read.",
                    nextStep: RegistryErrors.ManifestInvalid.Remedy);
            }

            content.Write(chunk.AsSpan(0, read));
        }

        return content.ToArray();
    }
}
