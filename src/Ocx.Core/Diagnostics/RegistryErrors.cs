namespace Ocx.Core.Diagnostics;

/// <summary>2xxx: registries and the network.</summary>
public static class RegistryErrors
{
    public static readonly ErrorCode Unreachable = new(
        "OCX2001", ExitCode.Temporary, "The registry cannot be reached",
        "The connection failed or timed out.",
        "Check the network and the registry's address; run again when it is back.");

    public static readonly ErrorCode NotFound = new(
        "OCX2002", ExitCode.NotFound, "The registry does not have it",
        "The tag, manifest or blob does not exist in that repository.",
        "Check the spelling. If what ocx.lock names was deleted, `ocx update` locks what the tag means now.");

    public static readonly ErrorCode AccessDenied = new(
        "OCX2003", ExitCode.Authentication, "The registry refused access",
        "The registry wants credentials (401) or does not grant access (403).",
        "Sign in with `ocx login HOST`, or ask the registry's owner for access.");

    public static readonly ErrorCode Busy = new(
        "OCX2004", ExitCode.Temporary, "The registry is busy",
        "The registry answered 429, 502, 503 or 504.",
        "Run again later.");

    public static readonly ErrorCode UnexpectedAnswer = new(
        "OCX2005", ExitCode.Unavailable, "The registry gave an answer that makes no sense",
        "A status or header that the distribution protocol does not know.",
        "Check that the address is a registry, and not a proxy or a login page.");

    public static readonly ErrorCode DigestMismatch = new(
        "OCX2006", ExitCode.Data, "The content does not match its digest",
        "The bytes received are not those that the digest names: they were damaged or replaced.",
        "Run again; if it persists, the registry or a proxy serves wrong content, and its owner must know.");

    public static readonly ErrorCode Truncated = new(
        "OCX2007", ExitCode.Temporary, "The content ended early",
        "The connection closed before all bytes had arrived.",
        "Run again.");

    public static readonly ErrorCode ManifestInvalid = new(
        "OCX2008", ExitCode.Data, "The manifest is not valid",
        "The registry's document is not an OCI manifest or index, or breaks its rules.",
        "Tell the publisher of the package.");

    public static readonly ErrorCode PlatformMissing = new(
        "OCX2009", ExitCode.NotFound, "The package does not exist for this platform",
        "The publisher ships other platforms, but not this one.",
        "Ask the publisher for this platform, or choose another with `--platform`.");

    public static readonly ErrorCode PlatformAmbiguous = new(
        "OCX2010", ExitCode.Data, "Two packages fit this platform equally well",
        "The index offers several entries, and none is more specific.",
        "Name the wanted one with `--platform`.");

    public static readonly ErrorCode FeatureMismatch = new(
        "OCX2011", ExitCode.Data, "The package does not fit this system's C library or features",
        "The operating system and processor fit, but a required feature (such as libc.glibc or libc.musl) is absent.",
        "Use a tag for this system, or ask the publisher for one.");

    public static readonly ErrorCode NotAPackage = new(
        "OCX2012", ExitCode.Data, "Not an ocx package",
        "The artifact is something else: a container image, a chart, a signature.",
        "Check the identifier.");

    public static readonly ErrorCode RegistryUrlInvalid = new(
        "OCX2013", ExitCode.Configuration, "The registry's address is not valid",
        "The `url` of a registry must be https://, http:// (if listed as insecure) or file://.",
        "Correct the entry in config.toml.");

    public static readonly ErrorCode RegistryReadOnly = new(
        "OCX2014", ExitCode.Unavailable, "The registry does not accept the upload",
        "The registry answered the upload with an error.",
        "Check that the repository may be written to.");

    public static readonly ErrorCode BlobSizeMismatch = new(
        "OCX2015", ExitCode.Data, "The content has another length than declared",
        "The registry sent more bytes than the manifest declares.",
        "Tell the owner of the registry or the publisher of the package.");

    public static readonly ErrorCode DirectoryMissing = new(
        "OCX2016", ExitCode.Configuration, "The registry's directory does not exist",
        "A registry that is a directory (file://… or a path in config.toml) is not there.",
        "Correct the url in config.toml; the first `ocx package push` to a registry makes its directory.");

    public static readonly ErrorCode NotSecure = new(
        "OCX2017", ExitCode.Unavailable, "The connection is not secure",
        "The registry's certificate has expired, is for another host or from an unknown issuer, or the registry speaks no TLS 1.2 or 1.3.",
        "Tell the owner of the registry. If something between here and there replaces certificates, set SSL_CERT_FILE to its authority's.");

    public static readonly ErrorCode NetworkSettingInvalid = new(
        "OCX2018", ExitCode.Configuration, "A setting for the network is not valid",
        "A variable for a proxy holds no address, or SSL_CERT_FILE or SSL_CERT_DIR names no certificates.",
        "Correct the variable, or unset it.");

    public static readonly ErrorCode WebPage = new(
        "OCX2023", ExitCode.Data, "A web page came instead of a registry's answer",
        "A proxy, a captive portal, a login page or another web site answers at the registry's address.",
        "Open the address in a browser to see who answers: sign in to that network or proxy, or correct the registry's or the mirror's address.");

    public static readonly ErrorCode CatalogMissing = new(
        "OCX2024", ExitCode.Unavailable, "The registry does not list its repositories",
        "Registries need not list all of their repositories (`_catalog`), and many do not.",
        "Name the package: `ocx --remote index list REGISTRY/REPOSITORY` lists its tags.");

    public static readonly ErrorCode TagContended = new(
        "OCX2025", ExitCode.Temporary, "Others keep writing over the tag",
        "Several publishers write to one tag at the same time, again and again, and the registry does not keep them apart.",
        "Push again, which sends only what is missing; let fewer jobs publish to one tag at a time.");

    public static readonly ErrorCode DescriptionInvalid = new(
        "OCX2026", ExitCode.Data, "The repository's description is not valid",
        "The tag __ocx.desc is for what a repository says of itself, and something else is there, or the README or the logo is too large.",
        "Tell the owner of the repository.");

    public static readonly ErrorCode DescriptionUnsuitable = new(
        "OCX2027", ExitCode.Data, "The README or the logo cannot be published",
        "A README is Markdown in UTF-8, a logo a PNG or SVG file named so, and neither is larger than 1 MiB; of YAML at a README's start only plain forms are read.",
        "Correct the file.");

    public static readonly ErrorCode CopyLimit = new(
        "OCX2028", ExitCode.Data, "There is more to copy than any package has",
        "A manifest may have 512 blobs of 8 GiB each, and what refers to a platform 256 manifests in 8 steps.",
        "Check the source; `--no-referrers` leaves out signatures and SBOMs.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        Unreachable, NotFound, AccessDenied, Busy, UnexpectedAnswer, DigestMismatch, Truncated,
        ManifestInvalid, PlatformMissing, PlatformAmbiguous, FeatureMismatch, NotAPackage, RegistryUrlInvalid,
        RegistryReadOnly, BlobSizeMismatch,
        DirectoryMissing, NotSecure, NetworkSettingInvalid, WebPage, CatalogMissing, TagContended,
        DescriptionInvalid, DescriptionUnsuitable, CopyLimit,
    ];
}
