namespace Ocx.Core.Diagnostics;

/// <summary>2xxx, continued: credentials and tokens.</summary>
public static class AuthenticationErrors
{
    public static readonly ErrorCode TokenServiceFailed = new(
        "OCX2019", ExitCode.Authentication, "The registry's token service gives no token",
        "The registry names a service that hands out its tokens, and that service did not answer with one, or is at an address that must not be asked.",
        "Check the registry's name, and that no proxy answers in its place; otherwise tell the registry's owner.");

    public static readonly ErrorCode CredentialsInvalid = new(
        "OCX2020", ExitCode.Configuration, "The credentials for a registry cannot be read",
        "The OCX_AUTH_… variables of the registry contradict each other, or Docker's config.json is not what Docker writes.",
        "Correct them, or sign in anew with `ocx login`.");

    public static readonly ErrorCode CredentialHelperFailed = new(
        "OCX2021", ExitCode.Authentication, "The credential helper failed",
        "Docker's config.json names a program docker-credential-… that keeps the credentials, and it is missing, failed or took too long.",
        "Try the program by hand, or take its name out of config.json (credHelpers, credsStore).");

    public static readonly ErrorCode CredentialStoreMissing = new(
        "OCX2022", ExitCode.Configuration, "There is no safe place for the credentials",
        "Docker's config.json names no credential helper, and credentials are not written to a file as plain text unasked.",
        "Name a helper as `credsStore` in config.json, or use `--allow-insecure-store`.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        TokenServiceFailed, CredentialsInvalid, CredentialHelperFailed, CredentialStoreMissing,
    ];
}
