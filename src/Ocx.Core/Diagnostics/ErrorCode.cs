namespace Ocx.Core.Diagnostics;

/// <summary>One kind of failure a user can meet. Its page in <c>docs/errors</c> and <c>ocx explain</c> are made from this record.</summary>
/// <param name="Id">Stable identity, <c>OCX####</c>; the first digit is the band.</param>
/// <param name="Exit">Exit code of a command that ends with this failure.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Cause">When this happens.</param>
/// <param name="Remedy">What to do next.</param>
public sealed record ErrorCode(string Id, ExitCode Exit, string Title, string Cause, string Remedy)
{
    /// <summary>The page a terminal or an IDE links to.</summary>
    public string HelpLink => $"https://github.com/ocx-build/ocx-build/blob/main/docs/errors/{Id}.md";

    public override string ToString() => Id;
}
