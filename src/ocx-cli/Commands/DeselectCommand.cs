using System.CommandLine;

namespace Ocx.Cli.Commands;

internal sealed class DeselectCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "Whose current version to give up; a tag is ignored", Arity = ArgumentArity.OneOrMore };

    public DeselectCommand()
        : base("deselect", "Have no current version of a package")
    {
        Add(_packages);
    }

    public override string Explanation =>
        "Removes the stable path `current` of the repository. Installed versions stay as they are. That there is none is no error.";

    public override IReadOnlyList<Example> Examples => [new("ghcr.io/acme/cmake", "no version is current any more")];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        RemovalReport.Write(invocation, typed, await invocation.Engine.DeselectAsync(invocation.ParseIdentifiers(typed), invocation.Cancellation));
        return 0;
    }
}
