using Microsoft.AspNetCore.Http;

namespace Ocx.Testing;

/// <summary>One request, its body read.</summary>
internal sealed class RegistryRequest
{
    private readonly HttpRequest _request;
    private readonly RegistryRoute _route;

    private RegistryRequest(HttpRequest request, RegistryRoute route, ReadOnlyMemory<byte> body)
    {
        _request = request;
        _route = route;
        Body = body;
    }

    public RequestKind Kind => _route.Kind;

    public string Repository => _route.Repository;

    public string Reference => _route.Reference;

    public string Method => _request.Method;

    public string Path => _request.Path + _request.QueryString;

    public string Host => _request.Host.Value!;

    public ReadOnlyMemory<byte> Body { get; }

    public static async Task<RegistryRequest> ReadAsync(HttpRequest request, RegistryContent content, CancellationToken cancellationToken)
    {
        var route = RegistryRoute.Parse(request.Path.Value ?? "");
        if (route.Kind == RequestKind.Blob && content.IsConfig(route.Reference))
        {
            route = route with { Kind = RequestKind.Config };
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return new(request, route, body.ToArray());
    }

    public string? Query(string name) => _request.Query[name];

    public string? Header(string name) => _request.Headers[name];

    public RecordedRequest Record(int status) =>
        new(Method, Path, Kind, status, Body.Length, Header("Authorization"), Header("Accept"), Header("Content-Range"), Header("Range"), _request.Protocol)
        {
            Headers = string.Join('\n', _request.Headers.Select(header => $"{header.Key}: {header.Value}")),
        };
}
