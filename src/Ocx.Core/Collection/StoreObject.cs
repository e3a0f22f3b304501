namespace Ocx.Core.Collection;

/// <summary>A package, layer or blob on disk. There is one of each path.</summary>
internal sealed class StoreObject(ObjectKind kind, string path)
{
    public ObjectKind Kind { get; } = kind;

    /// <summary>Absolute path of its directory.</summary>
    public string Path { get; } = path;
}
