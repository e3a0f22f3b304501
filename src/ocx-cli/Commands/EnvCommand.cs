using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

/// <summary>Both meanings of <c>ocx env</c>: with packages that of <c>ocx package env</c>, otherwise the project's environment.</summary>
internal sealed class EnvCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE")
    {
        Description = "Show the environment of these packages; none: that of the project",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _groups = GroupChoice.Option("default");
    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly LinkChoice _link = new();
    private readonly Flag _self = new("--self", "Of packages: as they themselves see it, with their private variables");
    private readonly Option<string[]> _overrides = EnvironmentOverrides.Option();

    public EnvCommand()
        : base("env", "Show the variables that the project's tools, or packages, set")
    {
        Add(_packages);
        Add(_groups);
        Add(_platform);
        _link.AddTo(this);
        Add(_self);
        Add(_overrides);
        Validators.Add(result =>
        {
            var packages = result.GetResult(_packages)?.Tokens.Count > 0;
            if (packages && result.GetResult(_groups) is not null)
            {
                result.AddError("--group is for the project's tools; leave it out, or leave out the packages.");
            }
            else if (!packages && result.GetResult(_self) is not null)
            {
                result.AddError("--self needs a PACKAGE.");
            }
            else if (!packages && _link.IsTyped(result))
            {
                result.AddError("--candidate and --current need a PACKAGE.");
            }
        });
    }

    public override string Explanation =>
        "One row for each contribution, in the order in which they apply: a path goes in front of the variable, a list value to its end, "
        + "a constant replaces it. Missing tools are downloaded first.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "what `ocx run` adds to the environment"),
        new("--json", "the same for a script"),
        new("ghcr.io/acme/cmake:3.28", "what one package adds"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var platform = invocation.PlatformOf(_platform);
        var overrides = invocation.EnvironmentOverridesOf(_overrides);
        if (invocation.Arguments.GetValue(_packages) is { Length: > 0 } packages)
        {
            EnvironmentReport.Write(
                invocation,
                await PackageEnvironment.ComposeAsync(
                    invocation, packages, platform, invocation.Arguments.GetValue(_self), overrides, _link.Of(invocation)));
            return 0;
        }

        EnvironmentReport.Write(invocation, invocation.Settings.Global
            ? await ComposeGlobalAsync(invocation, platform?.ToString(), overrides)
            : await ComposeAsync(invocation, invocation.Engine, platform?.ToString(), overrides));
        return 0;
    }

    private async Task<ComposedEnvironment> ComposeAsync(
        Invocation invocation, Core.OcxEngine engine, string? platform, IReadOnlyList<EnvironmentEntry> overrides)
    {
        var request = new RestoreRequest(invocation.FindProjectFile(), Groups: invocation.GroupsOf(_groups), Platform: platform);
        var result = await engine.RestoreAsync(request, invocation.Cancellation);
        return engine.Compose([.. result.Tools.Select(ToolRoots.Of)], overrides: [.. result.Entries, .. overrides]);
    }

    /// <summary>Shell profiles ask for the global environment at every start: it downloads nothing, and what is wrong must not stop the shell.</summary>
    private async Task<ComposedEnvironment> ComposeGlobalAsync(Invocation invocation, string? platform, IReadOnlyList<EnvironmentEntry> overrides)
    {
        using var engine = invocation.CreateOfflineEngine();
        try
        {
            return await ComposeAsync(invocation, engine, platform, overrides);
        }
        catch (OcxException failure) when (failure.Code != ProjectErrors.UsageInvalid)
        {
            invocation.Messages.Warn($"The global tools are left out: {failure.FullMessage}");
            return engine.Compose([], overrides: overrides);
        }
    }
}
