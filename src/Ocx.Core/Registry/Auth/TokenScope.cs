namespace Ocx.Core.Registry.Auth;

/// <summary>What a token is good for: one registry, one repository, one kind of work. No token is shown where another would be needed.</summary>
/// <param name="Registry">Scheme, host and port.</param>
/// <param name="Name">As token services write it; empty where only the account matters.</param>
internal readonly record struct TokenScope(string Registry, string Name)
{
    /// <summary>Where an upload began, whose later addresses the registry makes up.</summary>
    public static readonly HttpRequestOptionsKey<Uri> Origin = new("Ocx.Origin");

    /// <summary>A question that a push begins with: who may not push is to know before anything is sent.</summary>
    public static readonly HttpRequestOptionsKey<bool> ForPush = new("Ocx.ForPush");

    /// <summary>A repository that is read besides the one that is written to.</summary>
    public static readonly HttpRequestOptionsKey<string> MountFrom = new("Ocx.MountFrom");

    private const string Root = "/v2/";

    private static readonly string[] Parts = ["/manifests/", "/blobs/", "/tags/", "/referrers/"];

    public static TokenScope Of(HttpRequestMessage request)
    {
        var address = request.Options.TryGetValue(Origin, out var origin) ? origin : request.RequestUri!;
        var name = NameOf(address.AbsolutePath, IsRead(request) ? "pull" : "pull,push");
        return new(
            address.GetLeftPart(UriPartial.Authority),
            request.Options.TryGetValue(MountFrom, out var other) ? $"{name} repository:{other}:pull" : name);
    }

    /// <summary>Whether the right to pull will do.</summary>
    public static bool IsRead(HttpRequestMessage request) =>
        (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head) && !request.Options.TryGetValue(ForPush, out _);

    private static string NameOf(string path, string actions)
    {
        if (path == Root + "_catalog")
        {
            return "registry:catalog:*";
        }

        var end = Parts.Max(part => path.LastIndexOf(part, StringComparison.Ordinal));
        return path.StartsWith(Root, StringComparison.Ordinal) && end > Root.Length ? $"repository:{path[Root.Length..end]}:{actions}" : "";
    }
}
