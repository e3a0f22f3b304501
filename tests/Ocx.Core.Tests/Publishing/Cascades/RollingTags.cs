using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Publishing.Cascades;

/// <summary>One package in a registry, with manifests that exist, under tags that a test says.</summary>
/// <param name="put">Stores a document, whatever it refers to, under a tag or a digest of <see cref="Repository"/>.</param>
internal sealed class RollingTags(IRegistry registry, string host, Func<string, string, byte[], Task> put) : IRegistryProvider
{
    public const string Repository = "org/tool";

    public Identifier Package { get; } = new(host, Repository);

    public IRegistry Registry { get; } = registry;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Fails the test: what decides about writing is not read from a mirror.</summary>
    public IRegistry Open(string name) => throw new AssertFailedException("A mirror may be behind.");

    public IRegistry OpenForWriting(string name) => Registry;

    public static Digest DigestOf(string name) => Digest.Sha256(ManifestOf(name));

    /// <param name="entries"><c>PLATFORM=NAME</c>, separated by blanks; - for no platform. A name with ! has no manifest behind it.</param>
    public async Task<Digest> PutAsync(string tag, string entries, ImageIndex? onto = null, string mediaType = MediaTypes.ImageIndex)
    {
        var index = (onto ?? ImageIndex.Empty) with { Manifests = [.. entries.Split(' ').Select(EntryOf)] };
        foreach (var name in entries.Split(' ').Select(entry => entry.Split('=')[1]).Where(name => !name.EndsWith('!')))
        {
            await put(DigestOf(name).ToString(), MediaTypes.ImageManifest, ManifestOf(name));
        }

        await put(tag, mediaType, index.ToBytes());
        return Digest.Sha256(index.ToBytes());
    }

    public Task PutBareAsync(string tag, string name) => put(tag, MediaTypes.ImageManifest, ManifestOf(name));

    /// <summary>What a tag has, as <see cref="PutAsync"/> takes it.</summary>
    public async Task<string> ReadAsync(string tag, params string[] names)
    {
        var byDigest = names.ToDictionary(name => DigestOf(name));
        return string.Join(' ', (await IndexAsync(tag)).Manifests.Select(entry =>
            $"{(entry.Platform is { } wire ? $"{wire.Os}/{wire.Architecture}".Replace("any/any", "any", StringComparison.Ordinal) : "-")}={byDigest[entry.Digest]}"));
    }

    public async Task<ImageIndex> IndexAsync(string tag) =>
        ImageIndex.Parse((await Registry.GetManifestAsync(Repository, tag, None))!.Content.Span, tag);

    /// <summary>Of the whole package.</summary>
    public async Task<CascadeReport> CheckAsync() => (await CheckAsync(Package)).Single();

    public Task<IReadOnlyList<CascadeReport>> CheckAsync(params Identifier[] packages) => new CascadeAuditor(this).CheckAsync(packages, None);

    public async Task<CascadeRepair> RepairAsync(bool dryRun = false) =>
        (await new CascadeAuditor(this).RepairAsync([Package], dryRun, None)).Single();

    private static Descriptor EntryOf(string entry)
    {
        var (platform, name) = entry.Split('=') is [var before, var after] ? (before, after) : throw new ArgumentException(entry);
        DescriptorPlatform? wire = platform switch
        {
            "-" => null,
            "unknown/unknown" => new("unknown", "unknown"),
            _ => Platform.Parse(platform).ToDescriptor(),
        };
        return new(MediaTypes.ImageManifest, DigestOf(name), ManifestOf(name).Length, wire);
    }

    private static byte[] ManifestOf(string name) =>
        (ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256([1]), 1), []) with { Annotations = new Dictionary<string, string> { ["name"] = name } }).ToBytes();
}
