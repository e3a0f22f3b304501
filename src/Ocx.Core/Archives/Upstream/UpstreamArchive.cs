using Ocx.Core.Archives.Xz;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Upstream;

/// <summary>Unpacks an archive that a project released, by the rules that hold for layers: nothing outside the directory, nothing twice, nothing without bounds.</summary>
public static class UpstreamArchive
{
    private const int BufferSize = 128 * 1024;

    /// <param name="destination">An empty directory that nobody else writes to. After a failure it is to be thrown away.</param>
    /// <param name="stripComponents">Leading parts to take off every name, as <c>tar --strip-components</c> does; what has no more is left out.</param>
    /// <returns>The paths of its programs, from the destination, with '/'.</returns>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.SourceArchiveUnsuitable"/>, <see cref="StoreErrors.ArchiveInvalid"/>, <see cref="StoreErrors.ArchiveEscapes"/>,
    /// <see cref="StoreErrors.ArchiveEntryUnsupported"/>, <see cref="StoreErrors.ArchiveBomb"/>,
    /// <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.
    /// </exception>
    public static async Task<IReadOnlySet<string>> ExtractAsync(string file, string destination, int stripComponents, CancellationToken cancellationToken)
    {
        try
        {
            return await UnpackAsync(file, destination, stripComponents, cancellationToken);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            // What cannot be written says so itself.
            throw FileFailure.From(exception, file, "read");
        }
    }

    private static async Task<IReadOnlySet<string>> UnpackAsync(string file, string destination, int stripComponents, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous);
        var format = await DetectAsync(content, file, cancellationToken);
        var limits = ExtractionLimits.ForCompressedSize(content.Length);
        var programs = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            if (format == UpstreamFormat.Zip)
            {
                await Task.Run(() => new ZipExtraction(content, limits, stripComponents, cancellationToken).Extract(destination, programs), cancellationToken);
            }
            else
            {
                await using var decoder = OpenDecoder(content, format);
                await LayerExtractor.ExtractTarAsync(decoder, destination, limits, stripComponents, programs: programs, cancellationToken: cancellationToken);
            }
        }
        catch (OcxException failure) when (failure.Location is null && IsOfArchive(failure.Code))
        {
            throw new OcxException(failure.Code, failure.Message, new SourceLocation(file), StoreErrors.SourceArchiveUnsuitable.Remedy, failure);
        }

        if (!Directory.EnumerateFileSystemEntries(destination).Any())
        {
            throw Unsuitable(
                file,
                stripComponents > 0 ? $"nothing in it has a name of more than {stripComponents} parts, so that `--strip-components {stripComponents}` leaves nothing" : "it is empty",
                stripComponents > 0 ? "Strip less." : null);
        }

        return programs;
    }

    private static bool IsOfArchive(ErrorCode code) =>
        code == StoreErrors.ArchiveInvalid || code == StoreErrors.ArchiveEscapes || code == StoreErrors.ArchiveEntryUnsupported || code == StoreErrors.ArchiveBomb;

    private static Stream OpenDecoder(Stream content, UpstreamFormat format) => format switch
    {
        UpstreamFormat.TarGzip => new GzipDecoder(content),
        UpstreamFormat.TarXz => new XzDecoder(content),
        UpstreamFormat.TarBzip2 => new Bzip2Decoder(content),
        _ => content,
    };

    /// <summary>By the content; a name that says something else is a mistake that is better told than guessed about.</summary>
    private static async Task<UpstreamFormat> DetectAsync(FileStream content, string file, CancellationToken cancellationToken)
    {
        var head = new byte[UpstreamFormats.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        var found = UpstreamFormats.OfContent(head.AsSpan(0, length)) ?? throw Unsuitable(file, "it is no archive that can be read", null);
        return UpstreamFormats.OfName(file) is { } named && named != found
            ? throw Unsuitable(file, $"its content is {found.Describe()}, and its name says that it is {named.Describe()}", "Rename it, or fetch it again.")
            : found;
    }

    private static OcxException Unsuitable(string file, string problem, string? nextStep) => new(
        StoreErrors.SourceArchiveUnsuitable, $"The archive cannot be made a package: {problem}.", new SourceLocation(file), nextStep);
}
