using System.Globalization;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Xz;

/// <summary>The errors that decoding .xz can end with.</summary>
internal static class XzFailure
{
    public static OcxException Truncated() => ArchiveFailure.Damaged("its xz data ends too early");

    /// <param name="part">What is wrong, to follow "its xz".</param>
    public static OcxException Damaged(string part) => ArchiveFailure.Damaged($"its xz {part}");

    /// <param name="feature">To follow "it uses".</param>
    public static OcxException Unsupported(string feature) => new(
        StoreErrors.CodecUnsupported,
        $"The archive's xz data cannot be read: it uses {feature}.",
        nextStep: StoreErrors.CodecUnsupported.Remedy);

    public static OcxException Unsupported(string feature, ulong id) =>
        Unsupported(string.Create(CultureInfo.InvariantCulture, $"{feature} 0x{id:X2}, which this version does not know"));
}
