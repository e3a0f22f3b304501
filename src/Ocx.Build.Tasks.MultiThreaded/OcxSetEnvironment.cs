using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks.MultiThreaded;

/// <summary>For MSBuild 18.6 and later, where projects that share a process have each their own variables.</summary>
[MSBuildMultiThreadableTask]
public sealed class OcxSetEnvironment : EnvironmentTask, IMultiThreadableTask
{
    /// <summary>Given by the host; a task host gives none, and is a process of its own.</summary>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    protected override IReadOnlyDictionary<string, string> Ambient => TaskEnvironment.GetEnvironmentVariables();

    protected override void Set(string name, string value) => TaskEnvironment.SetEnvironmentVariable(name, value);
}
