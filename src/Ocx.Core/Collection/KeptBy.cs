namespace Ocx.Core.Collection;

/// <param name="By">The link, the project's directory, the process, the path of the package or manifest.</param>
public sealed record KeptBy(KeptReason Reason, string By);
