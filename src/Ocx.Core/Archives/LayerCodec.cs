using Ocx.Core.Archives.Deflate;
using Ocx.Core.Archives.Xz;
using Ocx.Core.Archives.Xz.Native;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Archives;

/// <summary>From a layer's media type to its compression.</summary>
internal static class LayerCodec
{
    /// <summary>
    /// A stream of the tar bytes. It ends normally only if all of <paramref name="compressed"/> was read and is sound;
    /// it throws <see cref="StoreErrors.ArchiveInvalid"/> otherwise, and lets failures of <paramref name="compressed"/> pass.
    /// </summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.CodecUnsupported"/>.</exception>
    public static Stream OpenDecoder(Stream compressed, string mediaType) => mediaType switch
    {
        MediaTypes.LayerTarGzip => new GzipDecoder(compressed),
        MediaTypes.LayerTarXz => new XzDecoder(compressed),
        _ => throw new OcxException(
            StoreErrors.CodecUnsupported,
            $"Layers of type {EntryText.Quote(mediaType)} cannot be read; this version reads '{MediaTypes.LayerTarGzip}' and '{MediaTypes.LayerTarXz}'.",
            nextStep: StoreErrors.CodecUnsupported.Remedy),
    };

    /// <param name="output">Stays open. What it throws passes unchanged.</param>
    /// <exception cref="OcxException"><see cref="StoreErrors.CodecUnsupported"/>, <see cref="StoreErrors.XzUnavailable"/>.</exception>
    public static LayerEncoder OpenEncoder(Stream output, LayerEncoding encoding) => encoding.MediaType switch
    {
        MediaTypes.LayerTarGzip => new GzipEncoder(output, encoding.Level, encoding.Workers),
        MediaTypes.LayerTarXz => new XzEncoder(output, encoding.Level, encoding.Workers),
        _ => throw new OcxException(
            StoreErrors.CodecUnsupported,
            $"Layers of type {EntryText.Quote(encoding.MediaType)} cannot be written; this version writes '{MediaTypes.LayerTarGzip}' and '{MediaTypes.LayerTarXz}'.",
            nextStep: "Choose an output that ends in .tar.gz."),
    };
}
