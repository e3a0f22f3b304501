namespace Ocx.Core.Diagnostics;

/// <summary>Every code there is, in order. The pages under <c>docs/errors</c> and <c>ocx explain</c> are made from it.</summary>
public static class ErrorCatalogue
{
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        .. new[] { ProjectErrors.All, RegistryErrors.All, AuthenticationErrors.All, StoreErrors.All, ExecutionErrors.All, PolicyErrors.All, HostErrors.All }
            .SelectMany(codes => codes)
            .OrderBy(code => code.Id, StringComparer.Ordinal),
    ];

    public static ErrorCode? Find(string id) => All.FirstOrDefault(code => string.Equals(code.Id, id, StringComparison.OrdinalIgnoreCase));
}
