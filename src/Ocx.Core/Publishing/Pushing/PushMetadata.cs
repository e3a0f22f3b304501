using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
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
        if (!File.Exists(file))
        {
            throw request.MetadataFile is null
                ? new OcxException(
                    ProjectErrors.UsageInvalid,
                    $"The metadata {file} does not exist.",
                    nextStep: "Name the metadata with `--metadata FILE`, or make it with `ocx package create --metadata FILE …`.")
                : new OcxException(StoreErrors.InputOutput, $"The metadata {file} does not exist.", nextStep: "Correct the path.", exit: ExitCode.NotFound);
        }

        try
        {
            var json = SharedFile.ReadAllBytes(file, Metadata.MaximumSize);
            if (json.Length > Metadata.MaximumSize)
            {
                throw new OcxException(
                    StoreErrors.MetadataInvalid, $"The metadata is larger than {Metadata.MaximumSize} bytes, which nobody would read.", new SourceLocation(file));
            }

            var metadata = MetadataReader.Parse(json, file);
            PublishGate.Check(metadata, file, json);
            PublishGate.RequirePinned(metadata, file, json);
            return (metadata, file);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file, "read");
        }
    }

    private static string FindSidecar(IReadOnlyList<LayerSpec> layers)
    {
        var possible = layers.Select(layer => layer.Path).OfType<string>().Select(ArchiveName.MetadataFileOf).Distinct().ToList();
        var present = possible.Where(File.Exists).ToList();
        return present.Count > 1
            ? throw new OcxException(
                ProjectErrors.UsageInvalid,
                $"Several archives have metadata beside them: {string.Join(", ", present)}.",
                nextStep: "Say with `--metadata FILE` which is the package's.")
            : present.FirstOrDefault() ?? possible.FirstOrDefault() ?? throw new OcxException(
                ProjectErrors.UsageInvalid,
                layers.Count == 0 ? "A package without layers needs metadata." : "No archive is named that could have metadata beside it.",
                nextStep: "Name the metadata with `--metadata FILE`.");
    }
}
