namespace Ocx.Testing;

/// <summary>What takes long with its like: only where OCX_LONG_TESTS is 1, as in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class LongTestAttribute : ConditionBaseAttribute
{
    public LongTestAttribute()
        : base(ConditionMode.Include) => IgnoreMessage = "Only with OCX_LONG_TESTS=1.";

    public override string GroupName => nameof(LongTestAttribute);

    public override bool IsConditionMet => LongTests.Wanted;
}
