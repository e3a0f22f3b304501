namespace Ocx.Core.Files;

/// <param name="Reason">The system's words where <paramref name="Outcome"/> is not <see cref="LinkOutcome.Created"/>.</param>
public readonly record struct HardLinkResult(LinkOutcome Outcome, string? Reason = null)
{
    /// <summary>A copy is as good as the link that could not be made.</summary>
    public bool CopyInstead => Outcome is LinkOutcome.CrossesDevices or LinkOutcome.TooManyLinks or LinkOutcome.NotSupported;
}
