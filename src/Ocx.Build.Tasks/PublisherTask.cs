using Ocx.Core;
using Ocx.Core.Diagnostics;

namespace Ocx.Build.Tasks;

/// <summary>What the tasks that make and publish packages share.</summary>
public abstract class PublisherTask : OcxTask
{
    /// <summary>Absolute path of a configuration file on top of the usual ones.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>Absolute path of the store; by default <c>OCX_HOME</c>, then <c>~/.ocx</c>.</summary>
    public string? Home { get; set; }

    /// <summary>Absolute path of the project; where failures without a place of their own are shown.</summary>
    public string ProjectFile { get; set; } = "";

    protected override SourceLocation DefaultLocation => new(ProjectFile);

    /// <summary>To be disposed of by the caller.</summary>
    private protected OcxEngine OpenEngine() => new(
        new EngineOptions(Path.GetDirectoryName(ProjectFile)!, ProcessEnvironment.Read(), NullIfEmpty(Home), NullIfEmpty(ConfigFile)),
        new TaskObserver(Log));

    private protected static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
