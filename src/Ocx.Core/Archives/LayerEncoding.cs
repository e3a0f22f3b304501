using System.IO.Compression;
using Ocx.Core.Oci;

namespace Ocx.Core.Archives;

/// <summary>How a layer is compressed.</summary>
/// <param name="MediaType">Of <see cref="MediaTypes"/>.</param>
/// <param name="Jobs">Processors to use; 0: all there are, up to 16. The bytes do not depend on it.</param>
public sealed record LayerEncoding(
    string MediaType = MediaTypes.LayerTarGzip, CompressionLevel Level = CompressionLevel.Optimal, int Jobs = 0)
{
    private const int MostJobs = 16;

    /// <summary>1 to 16.</summary>
    internal int Workers => Jobs > 0 ? Math.Min(Jobs, MostJobs) : Math.Clamp(Environment.ProcessorCount, 1, MostJobs);
}
