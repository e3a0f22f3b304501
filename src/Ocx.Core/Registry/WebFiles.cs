using System.Net;
using System.Net.Http.Headers;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>Files by their addresses, over the same network as registries: its proxies, authorities, time-outs, retries and its gate when offline.</summary>
public sealed class WebFiles
{
    private const int Attempts = 3;
    private const int BufferSize = 128 * 1024;

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    internal WebFiles(HttpClient client, TimeProvider time)
    {
        _client = client;
        _time = time;
    }

    /// <summary>Downloads a file, going on where an earlier download of it has ended.</summary>
    /// <param name="path">Absolute. There is a file only when its content is what the digest names; what has arrived so far is kept beside it.</param>
    /// <param name="maximumSize">Bytes.</param>
    /// <exception cref="OcxException">OCX2001 to OCX2007, OCX2023, OCX3001, OCX3002, OCX5001.</exception>
    public async Task DownloadAsync(Uri address, Digest digest, string path, long maximumSize, IEngineObserver? observer, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        try
        {
            // All of it may have come before somebody was stopped; and what goes on from another state of the file fits nothing.
            var wasBegun = File.Exists(part);
            if (wasBegun && await IsAsync(part, digest, cancellationToken))
            {
                File.Move(part, path, overwrite: true);
                return;
            }

            await CompleteAsync(address, part, maximumSize, observer, cancellationToken);
            if (wasBegun && !await IsAsync(part, digest, cancellationToken))
            {
                File.Delete(part);
                await CompleteAsync(address, part, maximumSize, observer, cancellationToken);
            }

            if (!await IsAsync(part, digest, cancellationToken))
            {
                File.Delete(part);
                throw RegistryFailure.DigestMismatch(address.AbsoluteUri, digest);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "write");
        }
    }

    private async Task CompleteAsync(Uri address, string part, long maximumSize, IEngineObserver? observer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ContinueAsync(address, part, maximumSize, observer, cancellationToken);
                return;
            }
            catch (OcxException failure) when (failure.Code == RegistryErrors.Truncated && attempt < Attempts)
            {
                await Task.Delay(RegistryRetry.PauseBefore(attempt), _time, cancellationToken);
            }
        }
    }

    private async Task ContinueAsync(Uri address, string part, long maximumSize, IEngineObserver? observer, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var transport = new RegistryTransport(address.Authority, _client, _time);
        var range = file.Length > 0 ? new RangeHeaderValue(file.Length, null) : null;
        using var response = await FindAsync(transport, address, range, cancellationToken);
        if (response is null)
        {
            throw new OcxException(RegistryErrors.NotFound, $"{address.Authority} has no {address.AbsolutePath}.", nextStep: "Correct the url.");
        }

        // A server that knows no ranges sends all of it; one that sends another part than it was asked for is not believed.
        var isRest = response.StatusCode == HttpStatusCode.PartialContent;
        if (isRest && response.Content.Headers.ContentRange?.From != file.Length)
        {
            file.SetLength(0);
            throw RegistryFailure.Truncated($"The answer of {address.Authority} for {address.AbsolutePath}", "it is another part than was asked for");
        }

        file.SetLength(isRest ? file.Length : 0);
        file.Seek(0, SeekOrigin.End);
        var name = Path.GetFileName(address.AbsolutePath);
        observer?.DownloadStarted(name, file.Length + (response.Content.Headers.ContentLength ?? 0));
        observer?.DownloadProgressed(name, file.Length);
        await using var body = await transport.OpenBodyAsync(response, address.AbsolutePath, cancellationToken);
        var buffer = new byte[BufferSize];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (file.Length + read > maximumSize)
            {
                file.SetLength(0);
                throw RegistryFailure.Unexpected(address.Authority, address.AbsolutePath, $"sent more than {maximumSize} bytes");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            observer?.DownloadProgressed(name, read);
        }

        observer?.DownloadFinished(name);
    }

    /// <summary>A part that is longer than the file is no range that a server could continue (416): then all of it is asked for.</summary>
    private static async Task<HttpResponseMessage?> FindAsync(RegistryTransport transport, Uri address, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.FindAsync(HttpMethod.Get, address, address.AbsolutePath, cancellationToken, range: range);
        }
        catch (OcxException failure) when (range is not null && failure.Code == RegistryErrors.UnexpectedAnswer)
        {
            return await transport.FindAsync(HttpMethod.Get, address, address.AbsolutePath, cancellationToken);
        }
    }

    private static async Task<bool> IsAsync(string path, Digest digest, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        using var hash = digest.CreateHash();
        var buffer = new byte[BufferSize];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == digest.Hex;
    }
}
