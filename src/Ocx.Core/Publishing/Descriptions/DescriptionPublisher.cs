using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Copying;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>Says something of a repository: blobs first, then the manifest, under its tag. Who says another thing at the same time loses nothing.</summary>
public sealed class DescriptionPublisher(IRegistryProvider registries)
{
    private const int MaximumAttempts = 60;

    /// <summary>Changes what is given and keeps the rest. The head of the README gives texts that the request does not.</summary>
    /// <exception cref="OcxException">OCX1022, OCX2025 to OCX2027, and what the registry and the file system end with.</exception>
    public async Task DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        if (request is { Texts.IsEmpty: true, ReadmeFile: null, LogoFile: null })
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid,
                $"Nothing is given to say of {request.Package.RepositoryName}.",
                nextStep: "Use `--readme`, `--logo`, `--title`, `--description`, `--keywords` or `--from`.",
                exit: ExitCode.Failure);
        }

        var readme = request.ReadmeFile is { } readmeFile ? DescriptionFile.ReadReadme(readmeFile) : null;
        var logo = request.LogoFile is { } logoFile ? DescriptionFile.ReadLogo(logoFile) : null;
        var texts = request.Texts.Or(readme is null ? new() : FrontMatter.Read(readme.Content, request.ReadmeFile!));
        var target = registries.OpenForWriting(request.Package.Registry);
        foreach (var file in new[] { readme, logo }.OfType<DescriptionFile>())
        {
            await PushAsync(target, request.Package.Repository, file, cancellationToken);
        }

        await PushAsync(target, request.Package.Repository, new(Description.EmptyConfig, Description.EmptyContent), cancellationToken);
        await MoveAsync(target, request.Package, async existing =>
        {
            var before = existing is null ? Description.Empty : Description.Parse(existing, DescriptionReader.SourceOf(request.Package));
            var after = before.With(texts, readme?.Layer, logo?.Layer);
            if (after.Readme is null)
            {
                // Other readers want one.
                var made = Readme(request.Package, after);
                await PushAsync(target, request.Package.Repository, made, cancellationToken);
                after = after.With(new(), made.Layer, null);
            }

            return after.ToBytes();
        }, cancellationToken);
    }

    /// <summary>Takes over what another repository says of itself, byte for byte.</summary>
    /// <returns>False when the other one says nothing.</returns>
    /// <exception cref="OcxException">OCX2025, OCX2026, OCX2028, and what the registries end with.</exception>
    public async Task<bool> CopyAsync(Identifier from, Identifier to, CancellationToken cancellationToken)
    {
        var source = new RepositoryPlace(registries.Open(from.Registry), from);
        if (await DescriptionReader.FindAsync(source.Registry, from.Repository, cancellationToken) is not { } document)
        {
            return false;
        }

        var target = new RepositoryPlace(registries.OpenForWriting(to.Registry), to);
        await new BlobCopier(source, target).CopyAllAsync(Description.Parse(document, DescriptionReader.SourceOf(from)).Blobs, cancellationToken);
        await MoveAsync(target.Registry, to, _ => Task.FromResult(document.Content.ToArray()), cancellationToken);
        return true;
    }

    private static DescriptionFile Readme(Identifier package, Description description)
    {
        var content = Encoding.UTF8.GetBytes($"# {description.Title ?? package.ShortName}\n{(description.Summary is { } summary ? $"\n{summary}\n" : "")}");
        return DescriptionFile.OfReadme(content);
    }

    private static async Task MoveAsync(
        IRegistry registry, Identifier package, Func<RegistryDocument?, Task<byte[]>> describe, CancellationToken cancellationToken)
    {
        RegistryDocument? before = null;
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            // Refused before, somebody else was quicker; what he says must not be lost.
            var existing = await DescriptionReader.FindAsync(registry, package.Repository, cancellationToken);
            var content = await describe(existing);
            if (existing?.Content.Span.SequenceEqual(content) == true)
            {
                return;
            }

            if (attempt > 0 && before?.Digest == existing?.Digest)
            {
                // A registry that refuses although nothing has changed does not understand the condition.
                await registry.PutManifestAsync(package.Repository, Description.Tag, MediaTypes.ImageManifest, content, cancellationToken);
                return;
            }

            if (await registry.TryMoveTagAsync(
                package.Repository, Description.Tag, existing, MediaTypes.ImageManifest, content, cancellationToken) != TagMove.Refused)
            {
                return;
            }

            before = existing;
        }

        throw new OcxException(
            RegistryErrors.TagContended,
            $"What is said of {package.RepositoryName} could not be kept: others describe it all the time.",
            nextStep: "Describe it again; let fewer jobs do so at a time.");
    }

    private static Task<BlobPush> PushAsync(IRegistry registry, string repository, DescriptionFile file, CancellationToken cancellationToken) =>
        registry.PushBlobAsync(repository, file.Layer, () => new MemoryStream(file.Content), cancellationToken);
}
