using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Packs a directory, or what a project released: the same files give the same bytes on every machine.</summary>
/// <param name="dependencies">Null: dependencies stay as the metadata has them.</param>
public sealed class PackageCreator(string workingDirectory, Lazy<DependencyPins>? dependencies = null)
{
    /// <summary>Makes the archive, its metadata and its receipt, all or none.</summary>
    /// <exception cref="OcxException">
    /// OCX1022, OCX3001, OCX3002, OCX3003, OCX3004, OCX3005, OCX3007, OCX3009, OCX3011, OCX3012, OCX3013, OCX3017 to OCX3021, OCX4003, and what looking up
    /// dependencies ends with.
    /// </exception>
    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        var files = OutputFiles.Of(request, workingDirectory);
        var metadata = request.MetadataFile is { } file ? await ReadMetadataAsync(file, request, cancellationToken) : null;
        using var tree = await SourceTree.OpenAsync(request, files.Directory, cancellationToken);
        using var staged = new StagedFiles();
        if (metadata is not null)
        {
            WriteSidecar(metadata, CheckPrograms(metadata, tree, request), files.Sidecar!, staged, request);
        }

        if (files.Receipt is { } receipt)
        {
            staged.Write(receipt, new Receipt(request.Platform, request.Identifier).ToBytes());
        }
        else
        {
            // That of an archive of the same name that was here before says nothing about this one.
            staged.Remove(Receipt.FileOf(files.Archive));
        }

        var (digest, size) = await WriteArchiveAsync(request, tree, files, staged, cancellationToken);
        staged.Publish(request.Force);
        return new(files.Archive, files.Sidecar, digest, size, files.Receipt);
    }

    private async Task<AuthoredMetadata> ReadMetadataAsync(string file, CreateRequest request, CancellationToken cancellationToken)
    {
        var authored = AuthoredMetadata.Read(file);
        if (request.Identifier is { } identifier)
        {
            authored.RefuseSelf(identifier);
        }

        if (dependencies is null || authored.Value.Dependencies.Count == 0)
        {
            return authored;
        }

        var pinned = request.Platform is { } platform
            ? await dependencies.Value.PinAsync(authored.Value.Dependencies, platform, authored.LocationOf, cancellationToken)
            : authored.Value.Dependencies;
        if (request.Identifier is { } package)
        {
            await dependencies.Value.RefuseCycleAsync(package, pinned, authored.LocationOf, cancellationToken);
        }

        return authored with { Value = authored.Value with { Dependencies = pinned } };
    }

    /// <summary>Without a platform it is not known what a program is; then they are looked at only if that was asked for.</summary>
    private static Metadata CheckPrograms(AuthoredMetadata metadata, SourceTree tree, CreateRequest request)
    {
        if (request.Platform is null && request.BinaryScan != BinaryScan.Required)
        {
            return metadata.Value;
        }

        try
        {
            var check = new ProgramCheck(metadata, tree.Directory, tree.Programs, request.Platform ?? Platform.Any);
            if (request.LibcLint && request.Platform is not null)
            {
                check.Lint();
            }

            return check.Scan(request.BinaryScan);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, tree.Directory, "list");
        }
    }

    /// <summary>Where nothing was settled for a platform, and nothing filled in, the author's own words stay.</summary>
    private static void WriteSidecar(AuthoredMetadata authored, Metadata settled, string file, StagedFiles staged, CreateRequest request) =>
        staged.Write(file, request.Platform is null && ReferenceEquals(settled, authored.Value) ? authored.Source.Json.Span : MetadataWriter.ToFile(settled));

    private static async Task<(Digest Digest, long Size)> WriteArchiveAsync(
        CreateRequest request, SourceTree tree, OutputFiles files, StagedFiles staged, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = staged.Create(files.Archive);
            await using var hashing = new HashingWriter(file);
            var names = request.Platform is { Os: "linux" } ? NameRules.Linux : NameRules.Portable;
            var encoding = new LayerEncoding(files.MediaType, request.Level, request.Jobs);
            await LayerArchive.CreateAsync(tree.Directory, names, hashing, encoding, tree.Programs, cancellationToken);
            await file.FlushAsync(cancellationToken);
            return (hashing.Finish(), hashing.BytesWritten);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, files.Archive, "write");
        }
    }
}
