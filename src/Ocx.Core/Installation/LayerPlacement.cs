using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation;

/// <summary>Where a layer goes in its package: its own annotation, else the package's metadata, else the root.</summary>
internal static class LayerPlacement
{
    public const string StripAnnotation = "sh.ocx.layer.strip-components";
    public const string PrefixAnnotation = "sh.ocx.layer.prefix";

    /// <exception cref="OcxException">OCX2008: an annotation is malformed; whoever can write to the registry can write it.</exception>
    public static LayerSource Of(Identifier package, Descriptor layer, Metadata metadata, string content)
    {
        var strip = metadata.StripComponents ?? 0;
        if (layer.Annotations?.TryGetValue(StripAnnotation, out var stripText) == true
            && !byte.TryParse(stripText, NumberStyles.None, CultureInfo.InvariantCulture, out strip))
        {
            throw Invalid(package, StripAnnotation, stripText);
        }

        var prefix = "";
        if (layer.Annotations?.TryGetValue(PrefixAnnotation, out var prefixText) == true)
        {
            prefix = RelativePath.Normalize(prefixText) ?? throw Invalid(package, PrefixAnnotation, prefixText);
        }

        return new(content, strip, prefix);
    }

    private static OcxException Invalid(Identifier package, string annotation, string value) => new(
        RegistryErrors.ManifestInvalid,
        $"The manifest of {package} has the annotation {annotation} with the value '{value}', which is not allowed.",
        nextStep: RegistryErrors.ManifestInvalid.Remedy);
}
