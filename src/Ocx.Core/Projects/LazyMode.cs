namespace Ocx.Core.Projects;

/// <summary>When a tool's content is fetched.</summary>
public enum LazyMode
{
    /// <summary>At restore.</summary>
    Never,

    /// <summary>At the first call.</summary>
    Always,
}
