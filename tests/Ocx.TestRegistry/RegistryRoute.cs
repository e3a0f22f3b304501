namespace Ocx.Testing;

/// <summary>What a path of the distribution API names.</summary>
/// <param name="Reference">Tag, digest or upload session.</param>
internal sealed record RegistryRoute(RequestKind Kind, string Repository = "", string Reference = "")
{
    public static RegistryRoute Parse(string path)
    {
        if (path == "/token")
        {
            return new(RequestKind.Token);
        }

        if (!path.StartsWith("/v2/", StringComparison.Ordinal))
        {
            return new(path == "/v2" ? RequestKind.Ping : RequestKind.Other);
        }

        return path[4..].TrimEnd('/').Split('/') switch
        {
            [""] => new(RequestKind.Ping),
            ["_catalog"] => new(RequestKind.Catalog),
            [.. { Length: > 0 } repository, "tags", "list"] => Of(RequestKind.Tags, repository),
            [.. { Length: > 0 } repository, "blobs", "uploads"] => Of(RequestKind.Upload, repository),
            [.. { Length: > 0 } repository, "blobs", "uploads", var session] => Of(RequestKind.Upload, repository, session),
            [.. { Length: > 0 } repository, "blobs", var digest] => Of(RequestKind.Blob, repository, digest),
            [.. { Length: > 0 } repository, "manifests", var reference] => Of(RequestKind.Manifest, repository, reference),
            [.. { Length: > 0 } repository, "referrers", var digest] => Of(RequestKind.Referrers, repository, digest),
            _ => new(RequestKind.Other),
        };
    }

    private static RegistryRoute Of(RequestKind kind, string[] repository, string reference = "") => new(kind, string.Join('/', repository), reference);
}
