using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>Reads what repositories say of themselves.</summary>
public sealed class DescriptionReader(IRegistryProvider registries)
{
    /// <summary>Of a README or logo that anybody has published, in bytes.</summary>
    private const int MaximumFileSize = 16 * 1024 * 1024;

    private const int ParallelQuestions = 8;

    /// <summary>In request order; null for a repository without a description.</summary>
    /// <exception cref="OcxException">OCX2026, and what the registry ends with; the failure of the first in request order.</exception>
    public async Task<IReadOnlyList<Description?>> ReadAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        var found = new Description?[packages.Count];
        for (var start = 0; start < packages.Count; start += ParallelQuestions)
        {
            var part = packages.Skip(start).Take(ParallelQuestions).Select(package => ReadAsync(package, cancellationToken)).ToList();
            await Task.WhenAll(part).ContinueWith(_ => { }, TaskScheduler.Default);
            for (var i = 0; i < part.Count; i++)
            {
                found[start + i] = await part[i];
            }
        }

        return found;
    }

    /// <summary>Saves a description's README or logo.</summary>
    /// <param name="path">Absolute; replaced where it is there.</param>
    /// <exception cref="OcxException">OCX2002, OCX2026: it is too large. What the registry and the file system end with.</exception>
    public async Task SaveAsync(Identifier package, Descriptor file, string path, CancellationToken cancellationToken)
    {
        var source = $"the file {file.Digest} of the description of {package.RepositoryName}";
        if (file.Size > MaximumFileSize)
        {
            throw new OcxException(
                RegistryErrors.DescriptionInvalid,
                $"{source[..1].ToUpperInvariant()}{source[1..]} has {file.Size} bytes, more than the {MaximumFileSize} that are read.",
                nextStep: RegistryErrors.DescriptionInvalid.Remedy);
        }

        await using var stream = await registries.Open(package.Registry).OpenBlobAsync(package.Repository, file, cancellationToken)
            ?? throw new OcxException(RegistryErrors.NotFound, $"{package.RepositoryName} does not have {source}.", nextStep: "Describe it again: `ocx package describe`.");
        await using var verified = new VerifiedBlobStream(stream, file, source);
        var content = new byte[file.Size];
        await verified.ReadExactlyAsync(content, cancellationToken);
        await verified.CompleteAsync(cancellationToken);
        await AtomicFile.WriteAsync(path, content, cancellationToken: cancellationToken);
    }

    internal static string SourceOf(Identifier package) => $"{package.RepositoryName}:{Description.Tag}";

    private async Task<Description?> ReadAsync(Identifier package, CancellationToken cancellationToken) =>
        await registries.Open(package.Registry).FindManifestAsync(package.Repository, Description.Tag, cancellationToken) is { } document
            ? Description.Parse(document, SourceOf(package))
            : null;
}
