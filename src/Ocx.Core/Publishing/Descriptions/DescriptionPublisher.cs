using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Copying;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>
/// Says something of a repository: blobs first, then the manifest, under its tag. Who says another thing at the same time loses nothing, as far as
/// <see cref="TagWriter"/> can see to it.
/// </summary>
public sealed class DescriptionPublisher(IRegistryProvider registries, TimeProvider time)
{
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
        await WriteAsync(
            target,
            request.Package,
            new DescriptionEdit(request.Package, texts, readme?.Layer, logo?.Layer, FinishAsync),
            cancellationToken);

        // Other readers want a README; one that was made of texts that changed is made anew.
        async Task<Description> FinishAsync(Description before, Description after, CancellationToken token)
        {
            if (readme is not null || (after.Readme is { } kept && kept.Digest != Readme(request.Package, before).Layer.Digest))
            {
                return after;
            }

            var made = Readme(request.Package, after);
            await PushAsync(target, request.Package.Repository, made, token);
            return after.With(new(), made.Layer, null);
        }
    }

    /// <summary>Takes over what another repository says of itself, byte for byte.</summary>
    /// <returns>False when the other one says nothing.</returns>
    /// <exception cref="OcxException">OCX2025, OCX2026, OCX2028, and what the registries end with.</exception>
    public async Task<bool> CopyAsync(Identifier from, Identifier to, CancellationToken cancellationToken)
    {
        var source = new RepositoryPlace(registries.Open(from.Registry), from);
        if (await source.Registry.FindManifestAsync(from.Repository, Description.Tag, cancellationToken) is not { } document)
        {
            return false;
        }

        var target = new RepositoryPlace(registries.OpenForWriting(to.Registry), to);
        await new BlobCopier(source, target).CopyAllAsync(Description.Parse(document, DescriptionReader.SourceOf(from)).Blobs, cancellationToken);
        await WriteAsync(target.Registry, to, new DescriptionReplacement(document), cancellationToken);
        return true;
    }

    private static DescriptionFile Readme(Identifier package, Description description) => DescriptionFile.OfReadme(Encoding.UTF8.GetBytes(
        $"# {description.Title ?? package.ShortName}\n{(description.Summary is { } summary ? $"\n{summary}\n" : "")}"));

    private async Task WriteAsync(IRegistry registry, Identifier package, TagEdit edit, CancellationToken cancellationToken)
    {
        var tags = new TagWriter(registry, package, time);
        await tags.WriteAsync(edit, cancellationToken);
        await tags.SettleAsync(cancellationToken);
    }

    private static Task<BlobPush> PushAsync(IRegistry registry, string repository, DescriptionFile file, CancellationToken cancellationToken) =>
        registry.PushBlobAsync(repository, file.Layer, () => new MemoryStream(file.Content), cancellationToken);
}
