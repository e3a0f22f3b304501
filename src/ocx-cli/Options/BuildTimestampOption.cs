using System.CommandLine;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Cli.Options;

/// <summary><c>--build-timestamp[=datetime|date|none]</c>.</summary>
internal sealed class BuildTimestampOption : Option<string?>
{
    private const string LongName = "--build-timestamp";
    private const string Bare = "datetime";

    public BuildTimestampOption()
        : base(LongName)
    {
        Description = "Append the time (UTC) to a version X.Y.Z as its build; alone: datetime";
        HelpName = "datetime|date|none";
        this.AcceptOnlyFromAmong(Bare, "date", "none");
    }

    /// <summary>Gives the bare option its value: for the parser an option has one or none, and it would take the word that follows.</summary>
    public static string[] Complete(string[] arguments)
    {
        var end = Array.IndexOf(arguments, "--");
        return [.. arguments.Select((argument, i) => argument == LongName && (end < 0 || i < end) ? $"{LongName}={Bare}" : argument)];
    }

    public BuildTimestamp Of(Invocation invocation) => invocation.Arguments.GetValue(this) switch
    {
        Bare => BuildTimestamp.DateTime,
        "date" => BuildTimestamp.Date,
        _ => BuildTimestamp.None,
    };
}
