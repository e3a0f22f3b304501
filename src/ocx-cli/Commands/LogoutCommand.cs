using System.CommandLine;
using Ocx.Cli.Reports;

namespace Ocx.Cli.Commands;

internal sealed class LogoutCommand : Verb
{
    private readonly Argument<string?> _registry = new("REGISTRY")
    {
        Description = "The registry's host; default: the default registry",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public LogoutCommand()
        : base("logout", "Forget what signing in to a registry stored") => Add(_registry);

    public override string Explanation =>
        "Erases the credentials of a registry from Docker's config.json and the credential helpers that it names, for docker and others too. "
        + "That there are none is fine.";

    public override IReadOnlyList<Example> Examples => [new("ghcr.io", "sign out")];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var registry = invocation.Arguments.GetValue(_registry) ?? invocation.Engine.DefaultRegistry;
        await invocation.Engine.Accounts.SignOutAsync(registry, invocation.Cancellation);
        if (invocation.Settings.Json)
        {
            invocation.ReportText(new LogoutReport(registry), json => json.LogoutReport, "");
        }

        invocation.Messages.Note($"Signed out of {registry}.");
        return 0;
    }
}
