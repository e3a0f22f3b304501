namespace Ocx.Core.Collection;

public enum CollectedKind
{
    /// <summary>A package, layer or blob.</summary>
    Object,

    /// <summary>What an interrupted program left behind.</summary>
    Temp,
}
