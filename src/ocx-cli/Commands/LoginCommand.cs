using System.CommandLine;
using System.Text;
using Ocx.Cli.Options;
using Ocx.Cli.Processes;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;

namespace Ocx.Cli.Commands;

internal sealed class LoginCommand : Verb
{
    private const int LongestSecret = 64 * 1024;

    private readonly Argument<string?> _registry = new("REGISTRY")
    {
        Description = "The registry's host; default: the default registry",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _user = new("--username", "-u") { Description = "The user; asked for on a terminal", HelpName = "USER" };
    private readonly Flag _passwordFromInput = new("--password-stdin", "Read the password or token from standard input");
    private readonly Flag _allowPlainText = new("--allow-insecure-store", "Keep the secret readable in config.json where no helper is named");
    private readonly PairedFlags _verify = new("verify", "Ask the registry first", "Store without asking the registry");

    public LoginCommand()
        : base("login", "Sign in to a registry")
    {
        Add(_registry);
        Add(_user);
        Add(_passwordFromInput);
        Add(_allowPlainText);
        _verify.AddTo(this);
    }

    public override string Explanation =>
        "Checks a user and a password or token with the registry, and keeps them where Docker keeps its own: with the credential helper that "
        + "config.json names. docker, skopeo and oras use them too. In CI, variables OCX_AUTH_… do without a login.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io", "asks for user and password"),
        new("-u me --password-stdin ghcr.io < token.txt", "in a script"),
        new("-u me --password-stdin --allow-insecure-store ghcr.io < token.txt", "where no credential helper is"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var registry = arguments.GetValue(_registry) ?? invocation.Engine.DefaultRegistry;
        var (user, secret) = Read(registry, arguments.GetValue(_user), arguments.GetValue(_passwordFromInput));
        var account = new SignIn(registry, user, secret, _verify.Of(invocation), arguments.GetValue(_allowPlainText));
        var place = await invocation.Engine.Accounts.SignInAsync(account, invocation.Cancellation);
        if (invocation.Settings.Json)
        {
            invocation.ReportText(new LoginReport(registry, user), json => json.LoginReport, "");
        }

        invocation.Messages.Note($"Signed in to {registry} as {user}; kept in {place}.");
        return 0;
    }

    /// <summary>Before anything listens to Ctrl-C, so that it ends the question.</summary>
    private static (string User, string Secret) Read(string registry, string? user, bool fromInput)
    {
        if (!fromInput && !TerminalInput.IsThere)
        {
            throw Usage("There is no terminal to ask for the password.", "Give it on standard input, with --password-stdin.");
        }

        user ??= fromInput
            ? throw Usage("The user is not named.", "Name it with --username, since the password takes standard input.")
            : TerminalInput.Ask($"User name at {registry}: ");
        if (user.Length == 0 || user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl))
        {
            throw Usage("The user's name is empty, or has a colon or a control character.", "Name the user as the registry knows it.");
        }

        var secret = fromInput ? ReadInput() : TerminalInput.AskSecretly($"Password or token of {user}: ");
        return secret.Length > 0 ? (user, secret) : throw Usage("The password is empty.", "Give the password or a token in its place.");
    }

    /// <summary>All of it but the line break at its end: some secrets have several lines.</summary>
    private static string ReadInput()
    {
        using var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var text = new char[LongestSecret + 1];
        var length = reader.ReadBlock(text);
        if (length > LongestSecret)
        {
            throw Usage($"Standard input has more than {LongestSecret} characters.", "Give the password alone.");
        }

        var secret = new string(text, 0, length);
        return secret.EndsWith("\r\n", StringComparison.Ordinal) ? secret[..^2] : secret.EndsWith('\n') ? secret[..^1] : secret;
    }

    private static OcxException Usage(string message, string nextStep) => new(ProjectErrors.UsageInvalid, message, nextStep: nextStep);
}
