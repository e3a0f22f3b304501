using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Polly;

namespace Ocx.Core.Registry;

/// <summary>A registry that speaks the OCI distribution API.</summary>
public sealed class HttpRegistry : IRegistry
{
    private const int NamesPerPage = 100;
    private const int MaximumNames = 100_000;

    private const string ManifestTypes = $"{MediaTypes.ImageIndex}, {MediaTypes.ImageManifest}, {MediaTypes.DockerManifestList}, {MediaTypes.DockerManifest}";

    private readonly string _name;
    private readonly string _base;
    private readonly RegistryTransport _transport;
    private readonly ResiliencePipeline _retryUploads;

    /// <param name="name">As identifiers spell the registry.</param>
    /// <param name="address"><c>https://host[/prefix]</c>; the prefix goes before every repository.</param>
    /// <param name="client">Shared, and not disposed here. Its own time-out should be infinite.</param>
    public HttpRegistry(string name, Uri address, HttpClient client, TimeProvider? time = null)
    {
        _name = name;
        DisplayName = RegistrySettings.Show(name, address);
        var prefix = address.AbsolutePath.Trim('/');
        _base = $"{address.GetLeftPart(UriPartial.Authority)}/v2/{prefix}{(prefix.Length == 0 ? "" : "/")}";
        _transport = new(DisplayName, client, time ?? TimeProvider.System);
        _retryUploads = RegistryRetry.OfUploads(time ?? TimeProvider.System);
    }

    public string DisplayName { get; }

    public bool IsLocal => false;

    public async Task<RegistryDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, reference);
        using var response = await _transport.FindAsync(HttpMethod.Get, ManifestAddress(repository, reference), subject, cancellationToken, ManifestTypes);
        if (response is null)
        {
            return null;
        }

        // Before the digest: a login page should be called what it is.
        var mediaType = RegistryDocument.CheckMediaType(response.Content.Headers.ContentType?.MediaType, DisplayName, subject);
        await using var body = await _transport.OpenBodyAsync(response, subject, cancellationToken);
        var document = RegistryDocument.Of(mediaType, await BoundedDocument.ReadAsync(body, subject, cancellationToken), reference, subject);
        return ClaimedDigest(response) is { } claimed && !claimed.Matches(document.Content.Span)
            ? throw RegistryFailure.DigestMismatch(subject, claimed)
            : document;
    }

    public async Task<Digest?> FindDigestAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, tag);
        using var response = await _transport.FindAsync(HttpMethod.Head, ManifestAddress(repository, tag), subject, cancellationToken, ManifestTypes);
        return response is null ? null : ClaimedDigest(response) ?? (await GetManifestAsync(repository, tag, cancellationToken))?.Digest;
    }

    public async Task<Stream?> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, blob.Digest);
        var response = await _transport.FindAsync(HttpMethod.Get, BlobAddress(repository, blob.Digest), subject, cancellationToken);
        return response is null ? null : await _transport.OpenBodyAsync(response, subject, cancellationToken);
    }

    public async Task<bool> BlobExistsAsync(string repository, Digest digest, CancellationToken cancellationToken)
    {
        using var response = await _transport.FindAsync(
            HttpMethod.Head, BlobAddress(repository, digest), SubjectOf(repository, digest), cancellationToken);
        return response is not null;
    }

    public Task<IReadOnlyList<string>> ListTagsAsync(string repository, CancellationToken cancellationToken) => ListAsync(
        new Uri($"{_base}{repository}/tags/list"), $"the tags of {_name}/{repository}", static page => page.Tags, Identifier.IsTag, cancellationToken);

    public Task<IReadOnlyList<string>> ListRepositoriesAsync(CancellationToken cancellationToken) => ListAsync(
        new Uri($"{_base}_catalog"), $"the repositories of {_name}", static page => page.Repositories, static name => name.Length > 0, cancellationToken);

    public async Task PushBlobAsync(string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken)
    {
        if (await BlobExistsAsync(repository, blob.Digest, cancellationToken))
        {
            return;
        }

        var sessions = new Uri($"{_base}{repository}/blobs/uploads/");
        var upload = new BlobUpload(_transport, DisplayName, sessions, blob, SubjectOf(repository, blob.Digest));
        await _retryUploads.ExecuteAsync(async token => await upload.RunAsync(open, token), cancellationToken);
    }

    public async Task PutManifestAsync(
        string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, reference);
        RegistryDocument.Of(mediaType, content, reference, subject);
        using var request = new HttpRequestMessage(HttpMethod.Put, ManifestAddress(repository, reference))
        {
            Content = new ReadOnlyMemoryContent(content) { Headers = { { "Content-Type", mediaType } } },
        };
        (await _transport.WriteAsync(request, subject, cancellationToken)).Dispose();
    }

    private static Digest? ClaimedDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.FirstOrDefault(), out var digest) ? digest : null;

    private async Task<IReadOnlyList<string>> ListAsync(
        Uri address, string subject, Func<NamePage, IReadOnlyList<string?>?> members, Predicate<string> isName, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = "";
        while (true)
        {
            var (page, more) = await GetPageAsync(address, last, subject, members, cancellationToken);
            var known = names.Count;
            names.AddRange(page.OfType<string>().Where(name => isName(name) && seen.Add(name)));
            if (names.Count > MaximumNames)
            {
                throw RegistryFailure.Unexpected(DisplayName, subject, $"listed more than {MaximumNames} names");
            }

            // Nothing new although more is promised: the registry knows no paging and starts over.
            if (!more || names.Count == known)
            {
                return names;
            }

            last = page[^1] ?? "";
        }
    }

    private async Task<(IReadOnlyList<string?> Names, bool More)> GetPageAsync(
        Uri address, string last, string subject, Func<NamePage, IReadOnlyList<string?>?> members, CancellationToken cancellationToken)
    {
        var query = $"?n={NamesPerPage}{(last.Length == 0 ? "" : $"&last={Uri.EscapeDataString(last)}")}";
        using var response = await _transport.FindAsync(HttpMethod.Get, new Uri(address, query), subject, cancellationToken);
        if (response is null)
        {
            return ([], false);
        }

        await using var body = await _transport.OpenBodyAsync(response, subject, cancellationToken);
        var json = await BoundedDocument.ReadAsync(body, subject, cancellationToken);
        try
        {
            var page = JsonSerializer.Deserialize(json, RegistryJsonContext.Default.NamePage);
            var names = page is null ? [] : members(page) ?? [];
            // Some registries serve fewer than asked for, and then say that there is more.
            return (names, names.Count > 0 && (names.Count >= NamesPerPage || response.Headers.Contains("Link")));
        }
        catch (JsonException exception)
        {
            throw new OcxException(
                RegistryErrors.UnexpectedAnswer,
                $"The registry {DisplayName} answered for {subject} with something that is not a list of names.",
                nextStep: RegistryErrors.UnexpectedAnswer.Remedy,
                innerException: exception);
        }
    }

    private Uri ManifestAddress(string repository, string reference) => new($"{_base}{repository}/manifests/{reference}");

    private Uri BlobAddress(string repository, Digest digest) => new($"{_base}{repository}/blobs/{digest}");

    private string SubjectOf(string repository, string reference) =>
        $"{_name}/{repository}{(reference.Contains(':', StringComparison.Ordinal) ? '@' : ':')}{reference}";

    private string SubjectOf(string repository, Digest digest) => SubjectOf(repository, digest.ToString());
}
