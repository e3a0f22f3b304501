using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks.MultiThreaded;

/// <summary>Gives the rest of the project's build (<c>Exec</c> and others) the variables of its tools. Other projects do not see them.</summary>
[MSBuildMultiThreadableTask]
public sealed class OcxSetEnvironment : IMultiThreadableTask
{
    public IBuildEngine BuildEngine { get; set; } = null!;

    public ITaskHost HostObject { get; set; } = null!;

    /// <summary>Where there is no other, the process's own: MSBuild puts that back when it turns to another project.</summary>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    /// <summary>The variables: <c>@(OcxEnvironment)</c>.</summary>
    [Required]
    public ITaskItem[] Variables { get; set; } = [];

    public bool Execute()
    {
        foreach (var item in Variables)
        {
            var key = item.ItemSpec;
            var value = item.GetMetadata("Value");
            TaskEnvironment.SetEnvironmentVariable(key, item.GetMetadata("Type") == "path" ? value + Path.PathSeparator + TaskEnvironment.GetEnvironmentVariable(key) : value);
        }

        return true;
    }
}
