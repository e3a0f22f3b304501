using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>
/// What a repository says of itself to people (contract: package, 1.6). It is a manifest under a tag of its own; what others have put into it
/// and this program does not know stays in it.
/// </summary>
public sealed class Description
{
    /// <summary>Never that of a package.</summary>
    public const string Tag = "__ocx.desc";

    /// <summary>On the manifest the title; on a layer the name of its file.</summary>
    internal const string TitleKey = "org.opencontainers.image.title";
    private const string SummaryKey = "org.opencontainers.image.description";
    private const string KeywordsKey = "sh.ocx.keywords";

    private readonly ImageManifest _manifest;

    private Description(ImageManifest manifest) => _manifest = manifest;

    public string? Title => Text(TitleKey);

    public string? Summary => Text(SummaryKey);

    /// <summary>Separated by commas.</summary>
    public string? Keywords => Text(KeywordsKey);

    public Descriptor? Readme => _manifest.Layers.FirstOrDefault(IsReadme);

    public Descriptor? Logo => _manifest.Layers.FirstOrDefault(IsLogo);

    internal static byte[] EmptyContent { get; } = "{}"u8.ToArray();

    internal static Descriptor EmptyConfig { get; } = new(MediaTypes.Empty, Digest.Sha256(EmptyContent), EmptyContent.Length);

    internal static Description Empty { get; } =
        new(new(2, MediaTypes.ImageManifest, EmptyConfig, [], ArtifactType: MediaTypes.Description));

    /// <exception cref="OcxException">OCX2008: not a manifest. OCX2026: of something else.</exception>
    internal static Description Parse(RegistryDocument document, string source)
    {
        var manifest = MediaTypes.IsManifest(document.MediaType) ? ImageManifest.Parse(document.Content.Span, source) : null;
        return manifest?.ArtifactType == MediaTypes.Description
            ? new(manifest)
            : throw new OcxException(
                RegistryErrors.DescriptionInvalid,
                $"{source} is of the kind '{manifest?.ArtifactType ?? manifest?.Config.MediaType ?? document.MediaType}', and no description.",
                nextStep: RegistryErrors.DescriptionInvalid.Remedy);
    }

    /// <summary>This description with the parts that are given in the place of its own; a text that is empty takes its part away.</summary>
    internal Description With(DescriptionTexts texts, Descriptor? readme, Descriptor? logo)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in _manifest.Annotations ?? new Dictionary<string, string>())
        {
            annotations[key] = value;
        }

        Set(TitleKey, texts.Title);
        Set(SummaryKey, texts.Summary);
        Set(KeywordsKey, texts.Keywords);
        Descriptor?[] known = [readme ?? Readme, logo ?? Logo];
        return new(_manifest with
        {
            Layers = [.. known.OfType<Descriptor>(), .. _manifest.Layers.Where(layer => !IsReadme(layer) && !IsLogo(layer))],
            Annotations = annotations.Count == 0 ? null : annotations,
        });

        void Set(string key, string? value)
        {
            if (value is "")
            {
                annotations.Remove(key);
            }
            else if (value is not null)
            {
                annotations[key] = value;
            }
        }
    }

    internal byte[] ToBytes() => _manifest.ToBytes();

    /// <summary>Everything that the manifest names.</summary>
    internal IReadOnlyList<Descriptor> Blobs => [_manifest.Config, .. _manifest.Layers];

    private static bool IsReadme(Descriptor layer) => layer.MediaType == MediaTypes.Markdown;

    private static bool IsLogo(Descriptor layer) => layer.MediaType is MediaTypes.Png or MediaTypes.Svg;

    private string? Text(string key) => _manifest.Annotations?.GetValueOrDefault(key);
}
