namespace Ocx.Core.Collection;

/// <summary>What the store keeps by digest, in the order in which it is deleted: nothing goes before what needs it.</summary>
public enum ObjectKind
{
    Package,
    Layer,
    Blob,
}
