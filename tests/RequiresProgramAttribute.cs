namespace Ocx.Testing;

/// <summary>What compares with, or talks to, a program that others wrote: only where it is installed. Several of these must all hold.</summary>
/// <param name="program">Its name on PATH, which is also that of its Debian package.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RequiresProgramAttribute : ConditionBaseAttribute
{
    public RequiresProgramAttribute(string program)
        : base(ConditionMode.Include)
    {
        Program = program;
        IgnoreMessage = $"{program} is not installed (Debian: apt-get install {program}).";
    }

    public string Program { get; }

    public override string GroupName => $"{nameof(RequiresProgramAttribute)} {Program}";

    public override bool IsConditionMet => ProgramSearch.Find(Program) is not null;
}
