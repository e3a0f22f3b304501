using System.CommandLine;

namespace Ocx.Cli.Options;

/// <summary>The pair <c>--NAME</c>, which is the default, and <c>--no-NAME</c>; the last one counts.</summary>
internal sealed class PairedFlags(string name, string description, string oppositeDescription)
{
    private readonly Flag _flag = new($"--{name}", $"{description}; default");
    private readonly Flag _opposite = new($"--no-{name}", oppositeDescription);

    /// <summary>Whether the tools of a project are to be downloaded after its files were changed.</summary>
    public static PairedFlags Pull() => new("pull", "Download the tools afterwards", "Change the files only");

    public void AddTo(Command command)
    {
        command.Add(_flag);
        command.Add(_opposite);
    }

    public bool Of(Invocation invocation) => invocation.Arguments.LastOf(_flag, _opposite) != _opposite;
}
