using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Resolution;

/// <summary>Limits how many of many small questions are asked at once, over all repositories: registries count requests, and refuse who asks too much.</summary>
internal sealed class RequestPlaces : IDisposable
{
    public const int Count = 8;

    private readonly SemaphoreSlim _places = new(Count);

    public async Task<T> RunAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await ask();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The tags of packages that a registry has now, in ordinal order; those of other things are left out.</summary>
    public async Task<IReadOnlyList<string>> ListTagsAsync(IRegistry registry, Identifier package, CancellationToken cancellationToken)
    {
        var tags = await RunAsync(() => registry.ListTagsAsync(package.Repository, cancellationToken), cancellationToken);
        return [.. tags.Where(tag => !ReservedTag.Is(tag)).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _places.Dispose();
}
