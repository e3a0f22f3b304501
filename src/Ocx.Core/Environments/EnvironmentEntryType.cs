namespace Ocx.Core.Environments;

/// <summary>How a contribution is folded into a variable.</summary>
public enum EnvironmentEntryType
{
    /// <summary>Replaces the value.</summary>
    Constant,

    /// <summary>A directory, put in front of the search path; an equal one further back goes.</summary>
    Path,

    /// <summary>An element, put at the end of a list; an equal one further in front goes.</summary>
    List,
}
