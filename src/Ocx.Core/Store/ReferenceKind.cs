namespace Ocx.Core.Store;

/// <summary>The directories under a package's <c>refs/</c>.</summary>
public enum ReferenceKind
{
    /// <summary>Back: install symlinks that point here.</summary>
    Symlinks,

    /// <summary>Forward: packages this one needs.</summary>
    Deps,

    /// <summary>Forward: layers its content is linked from.</summary>
    Layers,

    /// <summary>Forward: the documents it was resolved through.</summary>
    Blobs,
}
