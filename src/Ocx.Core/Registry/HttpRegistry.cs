using System.Net;
using System.Net.Http.Headers;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Blobs;
using Ocx.Core.Registry.Referrers;
using Polly;

namespace Ocx.Core.Registry;

/// <summary>A registry that speaks the OCI distribution API.</summary>
public sealed class HttpRegistry : IRegistry
{
    /// <summary>In the answer to a manifest: the registry has understood what it refers to.</summary>
    private const string SubjectHeader = "OCI-Subject";

    private const string ManifestTypes = $"{MediaTypes.ImageIndex}, {MediaTypes.ImageManifest}, {MediaTypes.DockerManifestList}, {MediaTypes.DockerManifest}";

    private readonly string _name;
    private readonly string _base;
    private readonly RegistryTransport _transport;
    private readonly TimeProvider _time;
    private readonly NameList _names;
    private readonly ReferrersApi _referrers;
    private readonly ResiliencePipeline _retryUploads;

    /// <summary>The registry has refused to replace a tag that had moved, and so looks at If-Match.</summary>
    private volatile bool _honoursStates;

    /// <summary>The registry has refused to create a tag that was there, and so looks at If-None-Match.</summary>
    private volatile bool _honoursAbsence;

    /// <param name="name">As identifiers spell the registry.</param>
    /// <param name="address"><c>https://host[/prefix]</c>; the prefix goes before every repository.</param>
    /// <param name="client">Shared, and not disposed here. Its own time-out should be infinite.</param>
    public HttpRegistry(string name, Uri address, HttpClient client, TimeProvider? time = null)
    {
        _name = name;
        DisplayName = RegistrySettings.Show(name, address);
        var prefix = address.AbsolutePath.Trim('/');
        _base = $"{address.GetLeftPart(UriPartial.Authority)}/v2/{prefix}{(prefix.Length == 0 ? "" : "/")}";
        _time = time ?? TimeProvider.System;
        _transport = new(DisplayName, client, _time);
        _names = new(_transport, DisplayName);
        _referrers = new(_transport, DisplayName);
        _retryUploads = RegistryRetry.OfUploads(_time);
    }

    public string DisplayName { get; }

    public bool IsLocal => false;

    public async Task<RegistryDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, reference);
        if (await _transport.ReadAsync(ManifestAddress(repository, reference), subject, cancellationToken, ManifestTypes) is not { } answer)
        {
            return null;
        }

        // Before the digest: what is no manifest at all should be called so.
        var mediaType = RegistryDocument.CheckMediaType(answer.MediaType, DisplayName, subject, answer.Asked);
        var document = RegistryDocument.Of(mediaType, answer.Content, reference, subject);
        return ClaimedDigest(answer.Headers) is { } claimed && !claimed.Matches(document.Content.Span)
            ? throw RegistryFailure.DigestMismatch(subject, claimed)
            : document with { EntityTag = answer.Headers.ETag is { IsWeak: false, Tag: var tag } ? tag : null };
    }

    public async Task<Digest?> FindDigestAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, tag);
        using var response = await _transport.FindAsync(HttpMethod.Head, ManifestAddress(repository, tag), subject, cancellationToken, ManifestTypes);
        return response is null ? null : ClaimedDigest(response.Headers) ?? (await GetManifestAsync(repository, tag, cancellationToken))?.Digest;
    }

    public async Task<Stream?> OpenBlobAsync(string repository, Descriptor blob, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, blob.Digest);
        var source = new BlobSource(_transport, DisplayName, BlobAddress(repository, blob.Digest), blob, subject);
        return await source.OpenAsync(cancellationToken) is var (body, inParts) ? new BlobStream(source, body, inParts, _time) : null;
    }

    public async Task<long?> FindBlobSizeAsync(string repository, Digest digest, CancellationToken cancellationToken, bool forPush = false)
    {
        var subject = SubjectOf(repository, digest);
        using var response = await _transport.FindAsync(
            HttpMethod.Head, BlobAddress(repository, digest), subject, cancellationToken, forPush: forPush);
        return response is null ? null
            : response.Content.Headers.ContentLength ?? throw RegistryFailure.Unexpected(DisplayName, subject, "did not tell the size");
    }

    public async Task<bool> TryMountBlobAsync(string repository, Digest digest, string from, CancellationToken cancellationToken) =>
        (await UploadOf(repository, new(MediaTypes.LayerTarGzip, digest, 0)).BeginAsync(from, cancellationToken)).IsMounted;

    public async Task<IReadOnlyList<string>> ListTagsAsync(string repository, CancellationToken cancellationToken) => await _names.ReadAsync(
        new Uri($"{_base}{repository}/tags/list"), $"the tags of {_name}/{repository}", static page => page.Tags, Identifier.IsTag, cancellationToken)
        ?? [];

    public async Task<IReadOnlyList<string>> ListRepositoriesAsync(CancellationToken cancellationToken) => await _names.ReadAsync(
        new Uri($"{_base}_catalog"), $"the repositories of {_name}", static page => page.Repositories, Identifier.IsRepository, cancellationToken)
        ?? throw RegistryFailure.NoCatalog(DisplayName, _name);

    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(
        string repository, Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var what = $"the referrers of {SubjectOf(repository, subject)}";
        var listed = await _referrers.ListAsync(new Uri($"{_base}{repository}/referrers/{subject}"), artifactType, what, cancellationToken)
            ?? await ReferrersTag.ListAsync(this, repository, subject, cancellationToken);
        return ReferrersList.Of(listed, artifactType, DisplayName, what);
    }

    public async Task<BlobPush> PushBlobAsync(
        string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken, string? mountFrom = null)
    {
        var upload = UploadOf(repository, blob);
        var attempts = 0;
        return await _retryUploads.ExecuteAsync(
            async token =>
            {
                if (await BlobExistsAsync(repository, blob.Digest, token))
                {
                    // At a further attempt: only the answer was lost.
                    return attempts == 0 ? BlobPush.Present : BlobPush.Uploaded;
                }

                return await upload.RunAsync(open, attempts++ == 0 ? mountFrom : null, token);
            },
            cancellationToken);
    }

    public Task PutManifestAsync(
        string repository, string reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        TryPutManifestAsync(repository, reference, mediaType, content, condition: null, cancellationToken);

    public async Task<TagMove> TryMoveTagAsync(
        string repository, string tag, RegistryDocument? from, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Registries that do not know conditions do not look at these headers.
        Action<HttpRequestHeaders>? condition = from switch
        {
            null => headers => headers.IfNoneMatch.Add(EntityTagHeaderValue.Any),
            { EntityTag: { } state } => headers => headers.IfMatch.Add(new EntityTagHeaderValue(state)),
            _ => null,
        };
        if (await TryPutManifestAsync(repository, tag, mediaType, content, condition, cancellationToken))
        {
            return condition is not null && (from is null ? _honoursAbsence : _honoursStates) ? TagMove.Moved : TagMove.Unchecked;
        }

        if (await FindDigestAsync(repository, tag, cancellationToken) != from?.Digest)
        {
            _honoursStates |= from is not null;
            _honoursAbsence |= from is null;
            return TagMove.Refused;
        }

        // One that refuses although nothing has changed has not understood the condition; or it wants no change at all, and then says so without one too.
        await PutManifestAsync(repository, tag, mediaType, content, cancellationToken);
        return TagMove.Unchecked;
    }

    /// <param name="condition">Null: there is none.</param>
    /// <returns>False when the condition does not hold.</returns>
    private async Task<bool> TryPutManifestAsync(
        string repository,
        string reference,
        string mediaType,
        ReadOnlyMemory<byte> content,
        Action<HttpRequestHeaders>? condition,
        CancellationToken cancellationToken)
    {
        var subject = SubjectOf(repository, reference);
        var document = RegistryDocument.Of(mediaType, content, reference, subject);
        var manifest = mediaType == MediaTypes.ImageManifest ? ImageManifest.Parse(content.Span, subject) : null;
        using var request = new HttpRequestMessage(HttpMethod.Put, ManifestAddress(repository, reference))
        {
            Content = new ReadOnlyMemoryContent(content) { Headers = { { "Content-Type", mediaType } } },
        };
        condition?.Invoke(request.Headers);
        using var response = await _transport.WriteAsync(request, subject, cancellationToken, passes: condition is null ? null : HttpStatusCode.PreconditionFailed);
        if (response.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }

        if (manifest?.Subject is not null && !response.Headers.Contains(SubjectHeader))
        {
            await ReferrersTag.AddAsync(this, repository, manifest, document.Digest, content.Length, cancellationToken);
        }

        return true;
    }

    private BlobUpload UploadOf(string repository, Descriptor blob) =>
        new(_transport, DisplayName, new Uri($"{_base}{repository}/blobs/uploads/"), blob, SubjectOf(repository, blob.Digest), _time);

    private async Task<bool> BlobExistsAsync(string repository, Digest digest, CancellationToken cancellationToken)
    {
        using var response = await _transport.FindAsync(
            HttpMethod.Head, BlobAddress(repository, digest), SubjectOf(repository, digest), cancellationToken, forPush: true);
        return response is not null;
    }

    private static Digest? ClaimedDigest(HttpResponseHeaders headers) =>
        headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.FirstOrDefault(), out var digest) ? digest : null;

    private Uri ManifestAddress(string repository, string reference) => new($"{_base}{repository}/manifests/{reference}");

    private Uri BlobAddress(string repository, Digest digest) => new($"{_base}{repository}/blobs/{digest}");

    private string SubjectOf(string repository, string reference) =>
        $"{_name}/{repository}{(reference.Contains(':', StringComparison.Ordinal) ? '@' : ':')}{reference}";

    private string SubjectOf(string repository, Digest digest) => SubjectOf(repository, digest.ToString());
}
