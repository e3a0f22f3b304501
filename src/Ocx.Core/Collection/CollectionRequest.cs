namespace Ocx.Core.Collection;

/// <param name="DryRun">Change nothing, and say how much room there would be.</param>
/// <param name="Force">Projects keep nothing; links and running processes still do.</param>
/// <param name="Why">Also list what is kept, with the reasons. Changes nothing either.</param>
public sealed record CollectionRequest(bool DryRun = false, bool Force = false, bool Why = false)
{
    public bool ChangesNothing => DryRun || Why;
}
