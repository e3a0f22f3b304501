namespace Ocx.Core.Files;

/// <param name="Failure">What the system says where <paramref name="Outcome"/> is not <see cref="LinkOutcome.Created"/>; never thrown by itself.</param>
public readonly record struct HardLinkResult(LinkOutcome Outcome, IOException? Failure = null)
{
    /// <summary>The system's words.</summary>
    public string? Reason => Failure?.Message;

    /// <summary>A copy is as good as the link that could not be made.</summary>
    public bool CopyInstead => Outcome is LinkOutcome.CrossesDevices or LinkOutcome.TooManyLinks or LinkOutcome.NotSupported;
}
