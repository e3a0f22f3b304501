using System.Text;

namespace Ocx.Testing;

/// <summary>Lets only requests pass that show the account, or a token it has got for the repository and the operation.</summary>
internal sealed class TokenService(RegistryAuthentication authentication)
{
    private readonly string _basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{authentication.User}:{authentication.Password}"));

    /// <summary>Null lets the request pass.</summary>
    public RegistryResponse? Answer(RegistryRequest request)
    {
        var shown = request.Header("Authorization") ?? "";
        if (!authentication.Bearer)
        {
            return shown == _basic ? null : Refuse("Basic realm=\"test\"");
        }

        if (request.Kind == RequestKind.Token)
        {
            var scope = request.Query("scope") ?? "";
            var allowed = shown == _basic || (authentication.Strangers && shown.Length == 0 && scope.EndsWith(":pull", StringComparison.Ordinal));
            return allowed ? Issue(scope) : Refuse("Basic realm=\"test\"");
        }

        if (authentication.Token is { } fixedToken && shown == "Bearer " + fixedToken)
        {
            return null;
        }

        var operation = request.Method is "GET" or "HEAD" ? "pull" : "push";
        return shown.StartsWith("Bearer ", StringComparison.Ordinal)
            && authentication.Issued.TryGetValue(shown["Bearer ".Length..], out var covered)
            && (request.Repository.Length == 0 || Covers(covered, request.Repository, operation))
            ? null
            : Refuse($"Bearer realm=\"{authentication.Realm ?? $"http://{request.Host}/token"}\",service=\"test\"" + Scope(request.Repository, operation));
    }

    private static string Scope(string repository, string operation) =>
        repository.Length == 0 ? "" : $",scope=\"repository:{repository}:{(operation == "pull" ? "pull" : "pull,push")}\"";

    private static bool Covers(string scope, string repository, string operation) =>
        scope.StartsWith($"repository:{repository}:", StringComparison.Ordinal) && scope.Split(':')[^1].Split(',').Contains(operation);

    private static RegistryResponse Refuse(string challenge) =>
        RegistryResponse.Error(401, "UNAUTHORIZED", "authentication required").With("WWW-Authenticate", challenge);

    private RegistryResponse Issue(string scope)
    {
        var token = Guid.NewGuid().ToString("N");
        authentication.Issued[token] = scope;
        return authentication.ExpiresIn is { } seconds ? RegistryResponse.Json(new { token, expires_in = seconds }) : RegistryResponse.Json(new { token });
    }
}
