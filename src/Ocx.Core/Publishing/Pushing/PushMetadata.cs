using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>The metadata of a package that is published: the file that is named, or the one beside an archive.</summary>
internal static class PushMetadata
{
    /// <returns>The file too, for messages.</returns>
    /// <exception cref="OcxException">OCX1022, OCX3001, OCX3002, OCX3009, OCX4003.</exception>
    public static (Metadata Metadata, string File) Read(PushRequest request)
    {
        var file = request.MetadataFile ?? FindSidecar(request.Layers);
        var authored = AuthoredMetadata.Read(file);
        PublishGate.RequirePinned(authored.Value, file, authored.Source.Json);
        return (authored.Value, file);
    }

    private static string FindSidecar(IReadOnlyList<LayerSpec> layers)
    {
        var possible = layers.Select(layer => layer.Path).OfType<string>().Select(ArchiveName.MetadataFileOf).Distinct().ToList();
        var present = possible.Where(File.Exists).ToList();
        return present switch
        {
            [var sidecar] => sidecar,
            [] => throw new OcxException(
                ProjectErrors.UsageInvalid,
                layers.Count == 0 ? "A package without layers needs metadata."
                    : possible.Count == 0 ? "No archive is named that could have metadata beside it."
                    : $"The metadata {possible[0]} does not exist.",
                nextStep: "Name the metadata with `--metadata FILE`, or make it with `ocx package create --metadata FILE …`."),
            _ => throw new OcxException(
                ProjectErrors.UsageInvalid,
                $"Several archives have metadata beside them: {string.Join(", ", present)}.",
                nextStep: "Say with `--metadata FILE` which is the package's."),
        };
    }
}
