using System.CommandLine;

namespace Ocx.Cli.Options;

/// <summary><c>-g, --group NAME[,NAME…]</c>, repeatable.</summary>
internal static class GroupChoice
{
    public const string All = "all";

    /// <param name="meaningOfNone">What is selected without the option, for help.</param>
    public static Option<string[]> Option(string meaningOfNone)
    {
        var option = new Option<string[]>("--group", "-g")
        {
            Description = $"Take the tools of these groups, all: every group; repeatable; default: {meaningOfNone}",
            HelpName = "NAME,...",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Split(',').Contains("")))
            {
                result.AddError("--group has an empty name.");
            }
        });
        return option;
    }

    /// <summary>The names in the order given, each once; null when the option is absent.</summary>
    public static IReadOnlyList<string>? GroupsOf(this Invocation invocation, Option<string[]> option) =>
        invocation.Arguments.GetValue(option) is { Length: > 0 } values ? [.. values.SelectMany(value => value.Split(',')).Distinct(StringComparer.Ordinal)] : null;
}
