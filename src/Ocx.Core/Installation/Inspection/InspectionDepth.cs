namespace Ocx.Core.Installation.Inspection;

/// <summary>How far a package is looked into.</summary>
public enum InspectionDepth
{
    /// <summary>What the name names: the platforms of an index, or a package where there is no index.</summary>
    Document,

    /// <summary>The package for one platform.</summary>
    Package,

    /// <summary>With everything that it needs.</summary>
    Closure,
}
