namespace Ocx.Core.Packages;

/// <summary>How a contribution is folded into a variable.</summary>
public enum VariableType
{
    /// <summary>A directory, put in front of the search path; an equal one further back goes.</summary>
    Path,

    /// <summary>Replaces the value.</summary>
    Constant,

    /// <summary>An element, put at the end of a list; an equal one further in front goes.</summary>
    List,
}
