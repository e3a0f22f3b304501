namespace Ocx.Core.Diagnostics;

/// <summary>5xxx: what the user's own settings forbid.</summary>
public static class PolicyErrors
{
    public static readonly ErrorCode Offline = new(
        "OCX5001", ExitCode.PolicyBlocked, "Offline, and it is not in the store",
        "The step needs the network, and offline mode forbids it.",
        "Run once without --offline (OcxOffline), or bring the store along.");

    public static readonly ErrorCode Frozen = new(
        "OCX5002", ExitCode.PolicyBlocked, "Frozen, and the tag is not known",
        "Resolving a new tag is what frozen mode forbids.",
        "Run it once without --frozen; in a project, run `ocx lock` without it and commit the result.");

    public static readonly ErrorCode InsecureRegistry = new(
        "OCX5003", ExitCode.Configuration, "Plain HTTP is not allowed for this registry",
        "Registries are reached over https unless OCX_INSECURE_REGISTRIES lists them.",
        "Use https, or add the host to OCX_INSECURE_REGISTRIES.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        Offline, Frozen, InsecureRegistry,
    ];
}
