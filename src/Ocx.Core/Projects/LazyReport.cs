namespace Ocx.Core.Projects;

/// <summary>What a fetch at the first call shows.</summary>
public enum LazyReport
{
    Silent,
    Progress,
}
