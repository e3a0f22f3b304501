using Ocx.Core.Archives.Xz;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Archives;

/// <summary>From a layer's media type to the decoder of its compression.</summary>
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
}
