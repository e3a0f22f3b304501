namespace Ocx.Testing;

/// <summary>What a request is about. A blob that a stored manifest names as its config counts as <see cref="Config"/>.</summary>
public enum RequestKind
{
    Ping,
    Token,
    Manifest,
    Config,
    Blob,
    Tags,
    Upload,
    Catalog,
    Referrers,
    Other,
}
