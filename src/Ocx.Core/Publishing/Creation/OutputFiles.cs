using Ocx.Core.Archives.Upstream;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Where what is made goes. All are absolute paths in one directory.</summary>
/// <param name="Sidecar">Null without metadata.</param>
/// <param name="Receipt">Null where there is nothing to note.</param>
/// <param name="MediaType">How the archive's name says that it is compressed.</param>
internal sealed record OutputFiles(string Archive, string? Sidecar, string? Receipt, string MediaType)
{
    public string Directory => Path.GetDirectoryName(Archive)!;

    /// <exception cref="OcxException">OCX3001, OCX3007, OCX3012, OCX3013.</exception>
    public static OutputFiles Of(CreateRequest request, string workingDirectory)
    {
        var archive = ArchiveOf(request, workingDirectory);
        var files = new OutputFiles(
            archive,
            request.MetadataFile is null ? null : ArchiveName.MetadataFileOf(archive),
            request.Platform is null && request.Identifier is null ? null : Publishing.Receipt.FileOf(archive),
            TypeOf(archive));
        if (!System.IO.Directory.Exists(files.Directory))
        {
            throw new OcxException(StoreErrors.InputOutput, $"The output's directory {files.Directory} does not exist.", nextStep: "Make it, or name another `--output`.");
        }

        if (files.Sidecar is { } sidecar && IsSame(sidecar, request.MetadataFile!))
        {
            throw new OcxException(
                StoreErrors.OutputExists,
                $"The archive's metadata would take the place of {sidecar}, which it is made from.",
                nextStep: "Name another `--output`, or rename the metadata.");
        }

        foreach (var existing in new[] { files.Archive, files.Sidecar, files.Receipt }.OfType<string>().Where(path => Path.Exists(path)))
        {
            if (!request.Force || System.IO.Directory.Exists(existing))
            {
                throw new OcxException(StoreErrors.OutputExists, $"{existing} exists already.", nextStep: StoreErrors.OutputExists.Remedy);
            }
        }

        return files;
    }

    private static string ArchiveOf(CreateRequest request, string workingDirectory)
    {
        var source = Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Source));
        var isDirectory = System.IO.Directory.Exists(request.Source);
        var inferred = ArchiveName.Infer(isDirectory ? source : UpstreamFormats.StemOf(source), request.Identifier, request.Platform);
        var output = request.Output is null ? Path.Combine(workingDirectory, inferred)
            : System.IO.Directory.Exists(request.Output) ? Path.Combine(request.Output, inferred)
            : request.Output;
        if (isDirectory && PathComparison.IsWithin(request.Source, output, PathComparison.OfSystem))
        {
            throw new OcxException(
                StoreErrors.SourceUnsuitable,
                $"The archive {output} would lie in the directory that is packed.",
                nextStep: "Name a place outside with `--output`.");
        }

        return !IsSame(output, request.Source)
            ? output
            : throw new OcxException(StoreErrors.OutputExists, $"The archive would take the place of {output}, which it is made from.", nextStep: "Name another `--output`.");
    }

    /// <summary>As the system compares paths. On another drive of Windows there is no relative path.</summary>
    private static bool IsSame(string one, string other) => Path.GetRelativePath(one, other) == ".";

    private static string TypeOf(string archive) => MediaTypes.LayerTypeOf(archive) switch
    {
        MediaTypes.LayerTarZstd => throw new OcxException(
            StoreErrors.CodecUnsupported,
            $"{archive} would be compressed with zstd, which this version does not write, and not everybody reads.",
            nextStep: "Choose an output that ends in .tar.gz or .tar.xz."),
        { } type => type,
        null => throw new OcxException(
            StoreErrors.CodecUnsupported,
            $"{archive} does not end in .tar.gz, .tgz, .tar.xz or .txz, the archives this version writes.",
            nextStep: "Choose an output with one of these endings."),
    };
}
