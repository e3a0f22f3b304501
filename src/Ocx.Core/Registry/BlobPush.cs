namespace Ocx.Core.Registry;

/// <summary>How a blob came to be in a repository.</summary>
public enum BlobPush
{
    /// <summary>It was there.</summary>
    Present,

    /// <summary>The registry had it in another repository.</summary>
    Mounted,

    /// <summary>Its bytes were sent.</summary>
    Uploaded,
}
