using System.Text.Json;

namespace Ocx.Testing;

internal sealed class StoredManifest
{
    /// <exception cref="JsonException">Not JSON.</exception>
    public StoredManifest(string digest, string mediaType, ReadOnlyMemory<byte> content)
    {
        Digest = digest;
        MediaType = mediaType;
        Content = content;
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        ConfigDigest = DigestOf(root, "config");
        SubjectDigest = DigestOf(root, "subject");
        ArtifactType = root.TryGetProperty("artifactType", out var type) ? type.GetString() : null;
        Layers = DigestsOf(root, "layers");
        Manifests = DigestsOf(root, "manifests");
    }

    public string Digest { get; }

    public string MediaType { get; }

    public ReadOnlyMemory<byte> Content { get; }

    public string? ConfigDigest { get; }

    public string? SubjectDigest { get; }

    public string? ArtifactType { get; }

    public IReadOnlyList<string> Layers { get; }

    public IReadOnlyList<string> Manifests { get; }

    private static string? DigestOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var descriptor) && descriptor.TryGetProperty("digest", out var digest) ? digest.GetString() : null;

    private static List<string> DigestsOf(JsonElement element, string member) => element.TryGetProperty(member, out var descriptors)
        ? [.. descriptors.EnumerateArray().Select(descriptor => descriptor.GetProperty("digest").GetString()!)]
        : [];
}
