using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry;

/// <summary>One chunk of a blob: where the connection breaks, the rest of it follows, from where the registry says that it stands.</summary>
/// <param name="offset">Of the chunk in the blob.</param>
internal sealed class ChunkUpload(UploadSession session, long offset, ReadOnlyMemory<byte> chunk, TimeProvider time)
{
    private const int Retries = 2;

    /// <returns>Where the upload goes on.</returns>
    /// <exception cref="OcxException">A transient one: the blob has to be sent anew. Any other is final.</exception>
    public async Task<Uri> RunAsync(Uri place, CancellationToken cancellationToken)
    {
        var received = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await session.SendAsync(HttpMethod.Patch, place, chunk[received..], cancellationToken, offset + received);
                return session.Next(place, response);
            }
            catch (OcxException failure) when (RegistryRetry.IsTransient(failure))
            {
                if (attempt > Retries)
                {
                    throw RegistryRetry.Final(failure);
                }

                await Task.Delay(RegistryRetry.PauseBefore(attempt), time, cancellationToken);
                (received, place) = await FindStateAsync(place, failure, cancellationToken);
                if (received == chunk.Length)
                {
                    return place;
                }
            }
        }
    }

    /// <returns>How much of the chunk has arrived, in bytes.</returns>
    private async Task<(int Received, Uri Place)> FindStateAsync(Uri place, OcxException failure, CancellationToken cancellationToken)
    {
        try
        {
            var (total, next) = await session.FindStateAsync(place, cancellationToken);
            return total >= offset && total <= offset + chunk.Length ? ((int)(total - offset), next) : throw failure;
        }
        catch (OcxException)
        {
            // The session is gone, or the registry does not tell: the reason is what broke it.
            throw failure;
        }
    }
}
