using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Packs a directory: the same tree gives the same bytes on every machine.</summary>
public sealed class PackageCreator(string workingDirectory)
{
    /// <exception cref="OcxException">OCX3007, OCX3009, OCX3012, OCX3013, OCX4003.</exception>
    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(request.Source))
        {
            throw new OcxException(
                StoreErrors.InputOutput, $"There is no directory {request.Source}.", nextStep: "Name the directory that holds the package's files.");
        }

        var archive = OutputFile(request);
        var metadata = request.MetadataFile is { } file ? ReadMetadata(file) : null;
        var sidecar = metadata is null ? null : ArchiveName.MetadataFileOf(archive);
        foreach (var existing in new[] { archive, sidecar }.Where(path => path is not null && !request.Force && Path.Exists(path)))
        {
            throw new OcxException(StoreErrors.OutputExists, $"{existing} exists already.", nextStep: StoreErrors.OutputExists.Remedy);
        }

        var (digest, size) = await WriteArchiveAsync(request, archive, cancellationToken);
        if (metadata is not null)
        {
            AtomicFile.Write(sidecar!, MetadataWriter.ToFile(metadata));
        }

        return new(archive, sidecar, digest, size);
    }

    private string OutputFile(CreateRequest request)
    {
        var inferred = ArchiveName.Infer(request.Source, request.Identifier, request.Platform);
        var output = request.Output is null ? Path.Combine(workingDirectory, inferred)
            : Directory.Exists(request.Output) ? Path.Combine(request.Output, inferred)
            : request.Output;
        if (!Path.GetRelativePath(request.Source, output).StartsWith("..", StringComparison.Ordinal))
        {
            throw new OcxException(
                StoreErrors.SourceUnsuitable,
                $"The archive {output} would lie in the directory that is packed.",
                nextStep: "Name a place outside with `--output`.");
        }

        return MediaTypes.LayerTypeOf(output) == MediaTypes.LayerTarGzip
            ? output
            : throw new OcxException(
                StoreErrors.CodecUnsupported,
                $"{output} does not end in .tar.gz or .tgz, the archives this version writes.",
                nextStep: "Choose an output with one of these endings.");
    }

    private static Metadata ReadMetadata(string file)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file, "read");
        }

        var metadata = MetadataReader.Parse(content, file);
        PublishGate.Check(metadata, file);
        return metadata;
    }

    private static async Task<(Digest Digest, long Size)> WriteArchiveAsync(CreateRequest request, string archive, CancellationToken cancellationToken)
    {
        var temporary = $"{archive}{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}";
        try
        {
            (Digest, long) written;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17))
            await using (var hashing = new HashingStream(file))
            {
                var names = request.Platform is { Os: "linux" } ? NameRules.Linux : NameRules.Portable;
                var encoding = new LayerEncoding(MediaTypes.LayerTarGzip, request.Level, request.Jobs);
                await LayerArchive.CreateAsync(request.Source, names, hashing, encoding, cancellationToken);
                written = (hashing.Finish(), hashing.BytesWritten);
            }

            File.Move(temporary, archive, overwrite: true);
            return written;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, archive, "write");
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
