using System.Collections.Concurrent;

namespace Ocx.Testing;

/// <summary>The requests a registry has got since it started or since <see cref="Clear"/>, in order.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();

    public IReadOnlyList<RecordedRequest> All => [.. _requests];

    public int Count(RequestKind? kind = null, string? method = null) =>
        _requests.Count(request => (kind is null || request.Kind == kind) && (method is null || request.Method == method));

    public void Clear() => _requests.Clear();

    internal void Add(RecordedRequest request) => _requests.Enqueue(request);
}
